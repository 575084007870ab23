// A question belongs to the visitor until the server has it: it is shown at once, and kept while it cannot be sent.
(() => {
  "use strict";
  if (document.documentElement.dataset.page !== "chat") return;
  const MOST = 2000; // characters; the server's own limit
  const AGAIN_MS = 3000; // between two looks whether the server is back
  const NEVER_MS = 20000; // the chat starts within 13 s on a line of 400 kbit/s
  const IGNORED_MS = 3000; // a press leads to a request within milliseconds, or Gradio has given its connection up
  const say = document.documentElement.dataset.lang === "en"
    ? {
      working: "Looking through the articles…", queued: "Your question is sent when the answer before it is here.",
      offline: "There is no connection. Your question is kept and sent when it is back.",
      lost: "The server cannot be reached. Your question is kept and sent when it is back.",
      ignored: "The page has lost its connection, so the question was not sent. It is still here.",
      anew: "Load the page again and send",
      long: (n) => `The question has ${n.toLocaleString("en")} characters; 2,000 at most can be sent.`,
    }
    : {
      working: "Đang tìm trong các bài…", queued: "Câu hỏi sẽ được gửi khi có câu trả lời trước.",
      offline: "Không có kết nối mạng. Câu hỏi được giữ lại và sẽ được gửi khi có mạng.",
      lost: "Không kết nối được máy chủ. Câu hỏi được giữ lại và sẽ được gửi khi kết nối lại.",
      ignored: "Trang đã mất kết nối nên câu hỏi chưa được gửi. Câu hỏi vẫn còn ở đây.",
      anew: "Tải lại trang và gửi",
      long: (n) => `Câu hỏi dài ${n.toLocaleString("vi")} ký tự; chỉ gửi được tối đa 2.000.`,
    };
  let sent = "", awaited = "", waiting = false, watch = 0;
  const DRAFT = "hanoi-draft"; // Gradio loads the page anew when it has found its server again
  let draft = remember();
  function remember(text) {
    try {
      if (text === undefined) return sessionStorage.getItem(DRAFT) || "";
      sessionStorage.setItem(DRAFT, text);
    } catch { /* storage is blocked: it lives as long as the page */ }
    return text || "";
  }
  const field = () => document.querySelector("#box textarea");
  const busy = () => Boolean(sent || document.querySelector('#log [aria-busy="true"]'));
  const turns = () => document.querySelectorAll("#log section.turn").length;

  // Above the box: what became of the question; "" takes it away.
  function show(text, question = "") {
    let place = document.getElementById("pending");
    if (!place) {
      place = document.createElement("div");
      place.id = "pending";
      place.setAttribute("role", "status");
    }
    const by = document.getElementById("composer") ?? document.querySelector("#first .ask");
    if (by?.previousSibling !== place) by?.before(place);
    place.textContent = "";
    for (const [name, words] of [["asked", question], ["note", text]]) {
      if (!words) continue;
      const line = document.createElement("p");
      line.className = name;
      line.textContent = words;
      place.append(line);
    }
    if (text) place.scrollIntoView({ block: "nearest" }); // the box may stand at the window's end, this at the log's
  }

  function write(text) {
    const box = field();
    if (!box) return;
    box.value = text;
    box.dispatchEvent(new Event("input", { bubbles: true }));
  }

  // Gradio has it now, or it stays in the box with the reason above it.
  function may(question, event) {
    const wrong = question.length > MOST ? say.long(question.length) : !navigator.onLine ? say.offline : busy() ? say.queued : "";
    if (!wrong) {
      sent = awaited = remember(question); // a page that is loaded anew asks it again
      waiting = false;
      before = turns();
      show(say.working, question);
      clearTimeout(watch);
      watch = setTimeout(ignored, IGNORED_MS);
      return;
    }
    event.preventDefault();
    event.stopImmediatePropagation();
    if (field()?.value.trim() !== question) write(question);
    waiting = question.length <= MOST;
    show(wrong);
  }

  let before = 0;
  // What the server drew first goes once the chat is whole, with what was typed and who had the focus.
  function takeOver() {
    const first = document.getElementById("first"), box = field();
    if (!first || !box || !document.querySelector("#foot .foot") || !document.querySelector("#start .hello, #log .turn")) return;
    const typed = first.querySelector("textarea"), at = document.activeElement;
    if (typed.value && !box.value) write(typed.value);
    const focus = at === typed || at === document.body || at === null, from = typed.selectionStart;
    first.remove();
    if (!focus) return;
    box.focus({ preventScroll: true });
    if (typed.value) box.setSelectionRange(from, from);
  }

  addEventListener("submit", (event) => {
    if (!event.target.closest("#first")) return;
    event.preventDefault();
    const question = (event.submitter?.value || event.target.querySelector("textarea")?.value || "").trim();
    if (!question) return;
    draft = remember(question);
    show(say.working, question);
    event.target.querySelector("textarea")?.setAttribute("readonly", "");
    early = setTimeout(elsewhere, NEVER_MS, question);
    if (window.scriptFailed) elsewhere(question); // set in the document's head
  });

  // Where Gradio's scripts do not come, the plain page answers.
  let early = 0;
  function elsewhere(question) {
    draft = remember("");
    location.href = `ask?${new URLSearchParams({ lang: document.documentElement.dataset.lang, q: question })}`;
  }
  addEventListener("error", () => { if (window.scriptFailed && draft && document.getElementById("first")) elsewhere(draft); }, true);

  function arrived() {
    takeOver();
    if (draft && field() && document.querySelector("#foot .foot") && document.querySelector("#send")) {
      const text = draft;
      draft = remember("");
      clearTimeout(early);
      write(text);
      resend();
    }
    if (sent && (turns() > before || document.querySelector('#log [aria-busy="true"]'))) {
      sent = "";
      show("");
    }
    if (awaited && !busy()) awaited = remember("");
    if (waiting && !busy() && navigator.onLine) resend();
  }

  function resend() {
    waiting = false;
    remember("");
    const box = field();
    if (box?.value.trim()) setTimeout(() => document.querySelector("#send")?.click());
    else show("");
  }

  // Pressed, and nothing was asked of the server: the question goes back to the visitor, with a way on.
  function ignored() {
    const question = sent;
    if (!question) return;
    sent = awaited = "";
    const mine = field()?.value.trim();
    if (!mine || mine === question) write(question); // without what Enter did to it
    show(say.ignored, mine && mine !== question ? question : "");
    const anew = document.createElement("button");
    anew.type = "button";
    anew.textContent = say.anew;
    anew.onclick = () => { remember(question); location.reload(); };
    document.getElementById("pending").append(anew);
  }

  function lost() {
    const question = sent;
    if (!question) return;
    sent = awaited = "";
    remember(question);
    write(field()?.value.trim() || question);
    show(say.lost);
    const look = async () => {
      const there = await plain("readyz", { cache: "no-store" }).then((reply) => reply.ok, () => false);
      if (!there) setTimeout(look, AGAIN_MS);
      else if (field()?.value.trim() === question) resend();
      else show(remember(""));
    };
    setTimeout(look, AGAIN_MS);
  }

  // Gradio keeps the conversation for all tabs in one place. Each tab reads its own first: a reload brings back
  // what stood here, not what another tab wrote since; a new tab begins with what was written last.
  const KEPT = "hanoi-conversation";
  const { getItem, setItem, removeItem } = Storage.prototype;
  const aside = (way, ...given) => { try { return way.call(sessionStorage, KEPT, ...given); } catch { return null; } };
  Storage.prototype.getItem = function (key) {
    return (this === window.localStorage && key === KEPT && aside(getItem)) || getItem.call(this, key);
  };
  Storage.prototype.setItem = function (key, value) {
    if (this === window.localStorage && key === KEPT) aside(setItem, value);
    return setItem.call(this, key, value);
  };
  Storage.prototype.removeItem = function (key) {
    if (this === window.localStorage && key === KEPT) aside(removeItem);
    return removeItem.call(this, key);
  };

  const plain = window.fetch.bind(window);
  window.fetch = async (...given) => {
    const to = String(given[0]?.url ?? given[0]), joins = to.includes("/queue/join");
    if (joins) clearTimeout(watch);
    try {
      const reply = await plain(...given);
      if (joins && !reply.ok) setTimeout(lost);
      return reply;
    } catch (error) {
      if (joins) setTimeout(lost);
      else if (awaited && error.name !== "AbortError") setTimeout(show, 0, say.lost); // Gradio loads the page anew
      throw error;
    }
  };

  // Keys that an input method still works on are its own (229: Safari sends its Enter after the composition's end):
  // Gradio's fields would send, choose or close by them.
  const composing = (event) => event.isComposing || event.keyCode === 229;
  for (const name of ["keydown", "keypress"]) {
    addEventListener(name, (event) => {
      if (composing(event) && /^(Enter|Escape|Tab)$/.test(event.key)) event.stopImmediatePropagation();
    }, true);
  }
  addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey) return;
    if (event.target.matches?.("#first textarea")) {
      event.preventDefault();
      event.target.form.requestSubmit();
    }
    const box = field();
    if (event.target === box && box.value.trim()) may(box.value.trim(), event);
  }, true);
  addEventListener("click", (event) => {
    const hit = event.target.closest?.("#send, [data-act=ask]");
    const question = hit && (hit.dataset.question ?? field()?.value ?? "").trim();
    if (question) may(question, event);
  }, true);
  addEventListener("input", (event) => {
    if (event.target !== field() || sent) return;
    const n = event.target.value.trim().length;
    if (n > MOST) show(say.long(n));
    else if (!waiting) show("");
  });
  addEventListener("online", arrived);
  // Typing in the list of outlets begins a search instead of adding to what is chosen.
  addEventListener("focusin", (event) => { if (event.target.matches?.("#outlet input")) event.target.select(); });
  new MutationObserver(arrived).observe(document.documentElement, { childList: true, subtree: true, attributes: true, attributeFilter: ["aria-busy"] });
})();
