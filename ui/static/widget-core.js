// The chat inside <hanoi-chat>. Answers arrive as HTML that our server made and cleaned.
// The host page may have broken Array or Promise: no array methods, no Promise.prototype here.
(() => {
  "use strict";
  const WORDS = {
    vi: {
      title: "Hỏi đáp Công ước Hà Nội", close: "Đóng", question: "Câu hỏi của bạn", send: "Gửi", stop: "Dừng",
      greeting: "Hãy hỏi về Công ước Hà Nội. Mỗi câu trả lời đều có nguồn và ngày.",
      writing: "Mô hình ngôn ngữ đang viết; từng câu được đối chiếu với bài trước khi hiện.",
      log: "Cuộc trò chuyện", you: "Bạn hỏi", working: "Đang tìm trong các bài…", stopped: "Đã dừng.",
      retry: "Thử lại", clear: "Cuộc trò chuyện mới", undo: "Lấy lại cuộc trò chuyện vừa rồi",
      long: "Dài quá 2.000 ký tự: hãy rút ngắn rồi gửi.",
      offline: "Không kết nối được. Hãy kiểm tra mạng rồi thử lại.",
      unreachable: "Không kết nối được máy chủ hỏi đáp: có thể máy chủ đang bận, hoặc trang này chưa được phép dùng.",
      foreign_origin: "Trang này chưa được phép dùng hộp hỏi đáp.",
      rate_limited: "Bạn hỏi hơi nhanh. Hãy thử lại sau ít giây.",
      paused: "Hộp hỏi đáp đang tạm dừng. Mời bạn quay lại sau.",
      bad_question: "Không gửi được: câu hỏi để trống hoặc dài quá 2.000 ký tự.",
      unexpected: "Có lỗi khi trả lời. Hãy thử lại sau ít giây.",
      copy: "Sao chép kèm nguồn", copied: "Đã sao chép", uncopied: "Trình duyệt không cho sao chép.", good: "Hữu ích", bad: "Chưa đúng", thanks: "Cảm ơn bạn!", full: "Mở trang đầy đủ", tab: "mở trong thẻ mới",
      agree: "Đồng ý và bắt đầu", consent: "Câu hỏi được gửi tới máy chủ hỏi đáp, và cuộc trò chuyện được lưu trong trình duyệt này.",
    },
    en: {
      title: "Hanoi Convention: questions and answers", close: "Close", question: "Your question", send: "Send", stop: "Stop",
      greeting: "Ask about the Hanoi Convention. Every answer comes with its source and date.",
      writing: "A language model is writing; every sentence is checked against the articles before it is shown.",
      log: "Conversation", you: "You asked", working: "Looking through the articles…", stopped: "Stopped.",
      retry: "Try again", clear: "New chat", undo: "Bring the last conversation back",
      long: "Longer than 2,000 characters: shorten it, then send.",
      offline: "There is no connection. Check the network and try again.",
      unreachable: "The chat cannot be reached: it may be busy, or this site is not allowed to use it.",
      foreign_origin: "This site is not allowed to use the chat.",
      rate_limited: "Too many questions at once. Try again in a few seconds.",
      paused: "The chat is paused. Please come back later.",
      bad_question: "Please type a question of at most 2,000 characters.",
      unexpected: "Something went wrong while answering. Try again in a few seconds.",
      copy: "Copy with sources", copied: "Copied", uncopied: "The browser did not allow copying.", good: "Helpful", bad: "Not right", thanks: "Thank you!", full: "Open the full page", tab: "opens in a new tab",
      agree: "Agree and start", consent: "Questions are sent to the chat's server, and the conversation is kept in this browser.",
    },
  };
  // Where the chat is a page of its own: beside its box there would be no page left to see.
  const PHONE = "(max-width:480px),(max-height:480px)";
  const EXAMPLES = {
    vi: "Bao nhiêu nước đã ký Công ước Hà Nội?|Khi nào Công ước Hà Nội có hiệu lực?",
    en: "How many countries signed the Hanoi Convention?|When does the Hanoi Convention enter into force?",
  };
  const LOOK = `
:host{--red:var(--hanoi-accent,#a92b27);--on:var(--hanoi-on-accent,#fff);--paper:var(--hanoi-paper,#fff);--tint:var(--hanoi-tint,#f6f2ec);--ink:var(--hanoi-ink,#1d1a19);--soft:var(--hanoi-soft,#5f5750);--line:var(--hanoi-line,#d8cfc3);--link:var(--hanoi-link,var(--hanoi-accent,#a92b27));--mark:#ffe9a3;--mink:#3a2c00;--ok:#1d6b3c}
@supports(color:light-dark(#fff,#000)){:host{--paper:var(--hanoi-paper,light-dark(#fff,#1f1c1a));--tint:var(--hanoi-tint,light-dark(#f6f2ec,#2b2724));--ink:var(--hanoi-ink,light-dark(#1d1a19,#f3efe9));--soft:var(--hanoi-soft,light-dark(#5f5750,#c2b8ab));--line:var(--hanoi-line,light-dark(#d8cfc3,#4a433d));--link:var(--hanoi-link,light-dark(var(--red),#f0a9a3));--mark:light-dark(#ffe9a3,#5b4708);--mink:light-dark(#3a2c00,#fff3cf);--ok:light-dark(#1d6b3c,#8fd6a8)}}
:host([data-theme=light]){color-scheme:light}:host([data-theme=dark]){color-scheme:dark}
*{box-sizing:border-box}
.box{all:initial;box-sizing:border-box;direction:ltr;color-scheme:inherit;position:fixed;right:16px;bottom:16px;z-index:2147483647;width:min(400px,100% - 16px);height:min(640px,100% - 32px);display:flex;flex-direction:column;background:var(--paper);color:var(--ink);border:1px solid var(--line);border-radius:16px;box-shadow:0 8px 40px #0005;overflow:hidden;font:400 15px/1.55 var(--hanoi-font,system-ui,sans-serif);text-align:left;overflow-wrap:anywhere}
.box[hidden],[hidden]{display:none}
:host([data-position=left]) .box{right:auto;left:16px}
:host([data-inline]) .box{position:static;width:100%;height:var(--hanoi-height,auto);box-shadow:none}
:host([data-inline]) .close{display:none}
@media ${PHONE}{:host(:not([data-inline])) .box{inset:var(--top,0px) 0 auto!important;width:auto;height:var(--seen,100%);border-radius:0;border:0}}
.header{display:flex;align-items:center;gap:8px;padding:10px 8px 10px 16px;background:var(--red);color:var(--on)}
h2{flex:1;font:600 16px/1.3 inherit;font-size:16px;margin:0}
button{font:inherit;cursor:pointer;min-height:32px;min-width:32px}
.header button{background:none;border:0;color:inherit;font-size:20px;border-radius:8px;min-width:40px;min-height:40px}
:focus-visible{outline:3px solid var(--link);outline-offset:2px}.header :focus-visible{outline-color:var(--on);outline-offset:-4px}
.log{flex:1;overflow-y:auto;padding:12px 16px;overscroll-behavior:contain}
:host([data-inline]) .log{overflow:visible}
.hello{color:var(--soft);margin:0 0 10px}
.try{display:flex;flex-wrap:wrap;gap:6px;margin:0 0 12px}
.try button,.retry{background:var(--tint);color:var(--ink);border:1px solid var(--line);border-radius:16px;padding:6px 12px;text-align:left}
.asked{background:var(--tint);border-radius:14px 14px 3px 14px;padding:8px 12px;margin:0 0 10px auto;width:fit-content;max-width:88%;white-space:pre-line;font:inherit}
.deeds{display:flex;flex-wrap:wrap;gap:4px 12px;align-items:baseline;font-size:13px;margin:0 0 16px}.deeds a{display:inline-block;min-height:24px}.deeds button{background:none;border:0;padding:4px 0;color:var(--soft);text-decoration:underline}.deeds [aria-pressed=true]{font-weight:700;color:var(--link)}
.said{margin:0 0 18px}.said p{margin:0 0 8px}.said strong{font-weight:650}.said .lead{font-size:20px;line-height:1.35;font-weight:600}.lead a.ref{vertical-align:2px}.by{display:block;color:var(--soft);font-size:13px}
.flag,.label,.note,.from,.notes{color:var(--soft);font-size:13px}.error{border-left:3px solid var(--red);padding-left:10px}
a{color:var(--link);text-underline-offset:2px}
a.ref{padding:5px;font-weight:600;font-size:13px;text-decoration:none;border-radius:6px;background:var(--tint)}
.card,.timeline{border:1px solid var(--line);border-radius:10px;padding:10px 12px;margin:0 0 8px}
.card:focus{border-color:var(--link)}
.card .from{margin:0;display:flex;flex-wrap:wrap;gap:2px 8px}.card .num{color:var(--link);font-weight:600}.card .pub{color:var(--ink);font-weight:600}
.card h3{font-size:14px;line-height:1.4;margin:4px 0}
.words{margin:0;padding-left:10px;border-left:3px solid var(--line);color:var(--soft);font-size:14px;white-space:pre-line}
mark{background:var(--mark);color:var(--mink)}
.notes,.links{margin:6px 0 0!important;display:flex;flex-wrap:wrap;gap:2px 14px;font-size:13px}.notes:empty{display:none}
.links a{display:inline-block;min-height:24px}.based{display:flex;flex-wrap:wrap;gap:2px 10px}.ok{color:var(--ok)}.ok::before{content:"✓ ";content:"✓ "/""}
.sr{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.near{list-style:none;margin:0;padding:0}.near li{border-top:1px solid var(--line);padding:6px 0}.near .from{display:block}
.timeline{margin:0 0 8px}figcaption{font-size:13px;font-weight:600;color:var(--soft)}
svg{width:100%;max-width:26rem;height:auto}.line{fill:none;stroke:var(--link);stroke-width:2}circle{fill:var(--link)}.ring{fill:var(--paper);stroke:var(--link)}text{font-size:12px;fill:var(--ink)}
table{width:100%;border-collapse:collapse;font-size:13px}th,td{text-align:left;padding:4px 4px 4px 0;border-top:1px solid var(--line);font-weight:400}td a{display:inline-block;min-width:24px;min-height:24px}
form{display:flex;gap:8px;padding:10px 12px;border-top:1px solid var(--line);align-items:end}
textarea{flex:1;min-width:0;font:inherit;font-size:16px;color:var(--ink);background:var(--paper);border:1px solid var(--soft);border-radius:12px;padding:9px 12px;resize:none;height:44px;max-height:120px;field-sizing:content}
textarea:not(:placeholder-shown){height:auto;min-height:44px}.long{margin:0 16px 8px;padding-left:10px;border-left:3px solid var(--red)}.long:empty{margin:0;padding:0;border:0}
form button{background:var(--red);color:var(--on);border:0;border-radius:12px;padding:0 16px;height:44px;font-weight:600}
@media(max-height:480px){.header{padding-block:2px}form{padding-block:5px}}
@media(forced-colors:active){button{border:1px solid ButtonText!important}}
@media print{.box{border:0;--paper:#fff;--tint:#fff;--ink:#000;--soft:#444;--line:#999;--link:#000;--mark:#ffe9a3;--mink:#000;--ok:#000}mark{print-color-adjust:exact}form,.try,.deeds,.header button,.retry,.read,.back{display:none!important}.card{break-inside:avoid}.orig::after{content:" " attr(data-at)}}
@media(prefers-reduced-motion:no-preference){.log{scroll-behavior:smooth}}`;
  const KEY = "hanoi-chat";
  const MOST = 2000; // characters of a question
  const KEPT = 6; // turns; about 60 kB of the 5 MB that a site may keep
  const WAIT_MS = 45000; // the server gives up after 30 s

  function el(name, part, text) {
    const made = document.createElement(name);
    if (part) { made.className = part; made.setAttribute("part", part); }
    if (text) made.textContent = text;
    return made;
  }

  window.HanoiChatCore = (host, { site, dress, trusted, raise }) => {
    const root = host.shadowRoot, lang = host.language, say = WORDS[lang];
    const inline = host.dataset.inline !== undefined;
    const turns = []; // {question, html}
    let running, shown = 0, gone = false;

    const box = el("section", "box");
    const head = el("div", "header"), title = el("h2", "title", host.dataset.title || say.title);
    const close = el("button", "close", "×"), fresh = el("button", "clear", "⟲");
    const log = el("div", "log"), form = el("form", "form");
    const field = el("textarea", "field"), send = el("button", "send", say.send), stop = el("button", "stop", say.stop);
    box.lang = lang;
    box.hidden = true;
    box.setAttribute("role", inline ? "region" : "dialog");
    title.id = "title";
    box.setAttribute("aria-labelledby", "title");
    close.setAttribute("aria-label", say.close);
    fresh.setAttribute("aria-label", say.clear);
    fresh.title = say.clear;
    close.type = fresh.type = stop.type = "button";
    stop.hidden = true;
    log.setAttribute("role", "log");
    log.setAttribute("aria-label", say.log);
    log.tabIndex = 0;
    field.setAttribute("aria-label", say.question);
    field.placeholder = say.question;
    field.rows = 1;
    field.enterKeyHint = "send";
    head.append(title, fresh, close);
    form.append(field, send, stop);
    const long = el("p", "long"), phone = matchMedia(PHONE);
    long.setAttribute("role", "status");
    box.append(head, log, long, form);
    dress(root, LOOK);
    root.append(box);

    function tell(name, detail) {
      host.dispatchEvent(new CustomEvent(`hanoi:${name}`, { bubbles: true, composed: true, detail }));
    }

    // Server HTML into *where*; its ids are made unique in this shadow root.
    function fill(where, html) {
      where.innerHTML = trusted.createHTML(html);
      shown += 1;
      rename(where, "id");
      rename(where, "data-to");
      rename(where, "aria-labelledby");
    }

    // Only the log may scroll: scrollIntoView would move the box and the page around it as well.
    function reveal(node) {
      if (inline) node.scrollIntoView({ block: "nearest" });
      else log.scrollTop += node.getBoundingClientRect().top - log.getBoundingClientRect().top - 10;
    }

    function rename(where, name) {
      const all = where.querySelectorAll(`[${name}]`);
      for (let i = 0; i < all.length; i += 1) all[i].setAttribute(name, `w${shown}-${all[i].getAttribute(name)}`);
    }

    function greet() {
      log.textContent = "";
      log.append(el("p", "hello", host.dataset.greeting || say.greeting));
      const list = (host.dataset.examples ?? EXAMPLES[lang]).split("|"), row = el("div", "try");
      for (let i = 0; i < list.length; i += 1) {
        if (!list[i].trim()) continue;
        const button = el("button", "example", list[i].trim());
        button.type = "button";
        button.onclick = () => ask(button.textContent);
        row.append(button);
      }
      if (row.firstChild) log.append(row);
    }

    function turn(question) {
      const asked = el("p", "asked"), said = el("div", "said");
      asked.append(el("span", "sr", `${say.you}: `), question);
      log.append(asked, said);
      return { asked, said };
    }

    // Below an answer: take it along with its sources, or go on where there is more room.
    // *given* is the answer's own JSON, which its thumbs send back; one that was kept in the browser has none.
    function finish(said, question, given) {
      const more = el("div", "deeds"), copy = el("button", "copy", say.copy);
      const told = el("span", "note");
      told.setAttribute("role", "status");
      copy.type = "button";
      copy.onclick = async () => {
        try {
          await navigator.clipboard.writeText(plain(said, question));
          told.textContent = say.copied;
        } catch { told.textContent = say.uncopied; }
      };
      more.append(copy, full(question));
      if (given) {
        const good = el("button", "good", say.good), bad = el("button", "bad", say.bad);
        vote(good, bad, true);
        vote(bad, good, false);
        more.append(good, bad);
      }
      more.append(told);
      said.append(more);

      function vote(button, other, liked) {
        button.setAttribute("aria-pressed", "false");
        button.onclick = async () => {
          let kept = false;
          try {
            ({ ok: kept } = await fetch(`${site}api/opinion`, {
              method: "POST",
              credentials: "omit",
              headers: { "Content-Type": "application/json" },
              body: `{"liked":${liked},"given":${given}}`,
            }));
          } catch { /* said below */ }
          told.textContent = kept ? say.thanks : say.unreachable;
          if (!kept) return;
          button.setAttribute("aria-pressed", "true");
          other.setAttribute("aria-pressed", "false");
        };
      }
    }

    function full(question) {
      const link = el("a", "full", say.full);
      link.href = `${site}?lang=${lang}&q=${encodeURIComponent(question)}`;
      if (host.dataset.asOf) link.href += `&as_of=${encodeURIComponent(host.dataset.asOf)}`;
      if (host.dataset.outlet) link.href += `&outlet=${encodeURIComponent(host.dataset.outlet)}`;
      link.target = "_blank";
      link.rel = "noopener";
      link.title = say.tab;
      return link;
    }

    // What follows from the last answer, and from no older one.
    function suggest(list) {
      if (!list?.length) return;
      const row = el("div", "try follow");
      for (let i = 0; i < list.length; i += 1) {
        const button = el("button", "example", list[i]);
        button.type = "button";
        button.onclick = () => { (phone.matches ? log : field).focus(); ask(list[i]); };
        row.append(button);
      }
      log.append(row);
    }

    // Question, answer, and each source with its quote and addresses, a line each.
    function plain(said, question) {
      let text = question + "\n";
      const lines = said.querySelectorAll(".answer p,.card .from,.card h3,.card mark");
      for (let i = 0; i < lines.length; i += 1) {
        text += (lines[i].className === "from" ? "\n" : "") + lines[i].textContent.trim() + "\n";
        const links = lines[i].tagName === "MARK" ? lines[i].closest(".card").querySelectorAll("a.orig") : [];
        for (let j = 0; j < links.length; j += 1) text += links[j].href + "\n";
      }
      return text;
    }

    // With data-consent nothing is sent or kept before the visitor, or the host for him, has agreed.
    function agreed() { return host.dataset.consent === undefined || host.dataset.consent === "given"; }

    function gate() {
      const asks = !agreed();
      form.hidden = asks;
      log.querySelector(".consent")?.remove();
      const offered = log.querySelectorAll(".example");
      for (let i = 0; i < offered.length; i += 1) offered[i].disabled = asks;
      if (!asks) return;
      const place = el("div", "consent"), yes = el("button", "retry agree", say.agree);
      yes.type = "button";
      yes.onclick = () => {
        host.dataset.consent = "given";
        tell("consent", {});
        gate();
        field.focus();
      };
      place.append(el("p", "note", host.dataset.consent || say.consent), yes);
      log.append(place);
    }

    function keep() {
      if (host.dataset.store === "off") return;
      try {
        const last = [];
        for (let i = Math.max(0, turns.length - KEPT); i < turns.length; i += 1) last[last.length] = turns[i];
        localStorage.setItem(KEY, JSON.stringify({ lang, turns: last }));
      } catch { /* blocked or full: the conversation lives as long as the page */ }
    }

    function restore() {
      if (host.dataset.store === "off") return;
      try {
        const old = JSON.parse(localStorage.getItem(KEY) || "null");
        if (!old || old.lang !== lang) return;
        for (let i = 0; i < Math.min(old.turns.length, KEPT); i += 1) {
          const { question, html } = old.turns[i];
          // An older or newer version of us may have kept something else.
          if (typeof question !== "string" || typeof html !== "string" || question.length > MOST) continue;
          if (/\0|\p{Cs}/u.test(question)) continue; // no text: the server would refuse all that follows it
          turns[turns.length] = { question, html };
          const { said } = turn(question);
          fill(said, html);
          finish(said, question);
        }
      } catch { /* unreadable: start anew */ }
    }

    function fail(said, code, question) {
      said.textContent = "";
      said.append(el("p", "error", say[code] || say.unexpected));
      offer(said, question);
      tell("error", { question, code });
    }

    function offer(said, question) {
      const again = el("button", "retry", say.retry);
      again.type = "button";
      again.onclick = () => {
        if (running) return;
        said.previousSibling.remove();
        said.remove();
        field.focus();
        ask(question);
      };
      said.append(again, " ", full(question));
    }

    // Calls event(name, data, its text) for every server-sent event of the response.
    async function events(response, event) {
      const reader = response.body.getReader(), decode = new TextDecoder();
      let text = "";
      for (;;) {
        const { done, value } = await reader.read();
        if (done) return;
        text += decode.decode(value, { stream: true });
        let cut;
        while ((cut = text.indexOf("\n\n")) >= 0) {
          const block = text.slice(0, cut);
          text = text.slice(cut + 2);
          const name = /^event: (.*)$/m.exec(block), data = /^data: (.*)$/m.exec(block);
          if (name && data) event(name[1], JSON.parse(data[1]), data[1]);
        }
      }
    }

    async function ask(question) {
      question = String(question ?? "").trim();
      if (!question || running || !agreed()) return undefined;
      if (!turns.length && !log.querySelector(".asked")) log.querySelector(".try")?.remove();
      log.querySelector(".follow")?.remove();
      const { asked, said } = turn(question);
      said.append(el("p", "note", say.working));
      log.setAttribute("aria-busy", "true");
      send.hidden = true;
      stop.hidden = false;
      reveal(asked);
      tell("ask", { question });
      const mine = (running = new AbortController());
      const timer = setTimeout(() => cut("late"), WAIT_MS);
      let answer, given, code;
      try {
        answer = await fetchAnswer(question, said, mine.signal, (wrong) => { code = wrong; }, (text) => { given = text; });
      } catch (error) {
        code = mine.why || (navigator.onLine ? "unreachable" : "offline");
      }
      clearTimeout(timer);
      running = undefined;
      if (gone) return undefined;
      send.hidden = false;
      stop.hidden = true;
      if (answer) {
        fill(said, answer.html);
        finish(said, question, answer.id && given);
        suggest(answer.next);
        turns[turns.length] = { question, html: answer.html };
        keep();
        tell("answer", { question, answer });
      } else if (code === "stopped") {
        if (said.firstChild.className) said.textContent = ""; // no word had come
        said.append(el("p", "note", say.stopped));
        offer(said, question);
      } else {
        fail(said, code, question);
      }
      log.setAttribute("aria-busy", "false");
      reveal(asked);
      return answer;
    }

    // Safari before 15.4 does not hand on why.
    function cut(why) {
      if (!running) return;
      running.why = why;
      running.abort();
    }

    async function fetchAnswer(question, said, signal, wrong, came) {
      // Written piece by piece: old libraries give arrays a toJSON of their own.
      let history = "", more = "";
      for (let i = Math.max(0, turns.length - 10); i < turns.length; i += 1) {
        history += (history && ",") + JSON.stringify(turns[i].question);
      }
      if (host.dataset.asOf) more += `,"as_of":${JSON.stringify(host.dataset.asOf)}`;
      if (host.dataset.outlet) more += `,"publisher":${JSON.stringify(host.dataset.outlet)}`;
      const response = await fetch(`${site}api/ask?render=html`, {
        method: "POST",
        credentials: "omit",
        headers: { "Content-Type": "application/json", Accept: "text/event-stream" },
        body: `{"question":${JSON.stringify(question)},"history":[${history}]${more}}`,
        signal,
      });
      if (!response.ok) {
        wrong(response.status === 429 ? "rate_limited" : ((await response.json()).error));
        return undefined;
      }
      let answer, words = "";
      await events(response, (name, data, text) => {
        if (name === "delta") {
          words += data.text;
          said.firstChild.className = "";
          said.firstChild.textContent = words;
        } else if (name === "quotes") {
          if (data.found) {
            const early = el("div", "early");
            fill(early, data.html);
            said.append(early, el("p", "note", say.writing));
          }
        } else if (name === "answer") {
          answer = data;
          came(text);
        } else {
          wrong(data.error);
        }
      });
      return answer;
    }

    function shut() {
      if (box.hidden || inline) return;
      box.hidden = true;
      if (history.state?.hanoiChat) history.back();
      host.launcher.hidden = false;
      host.launcher.setAttribute("aria-expanded", "false");
      host.launcher.focus();
      tell("close", {});
    }

    function clear() {
      cut("stopped");
      const before = document.createDocumentFragment(), had = turns.length, old = [];
      for (let i = 0; i < had; i += 1) old[i] = turns[i];
      while (log.firstChild) before.append(log.firstChild);
      turns.length = 0;
      try { localStorage.removeItem(KEY); } catch { /* blocked */ }
      greet();
      gate();
      if (!had) return;
      const back = el("button", "retry undo", say.undo);
      back.type = "button";
      back.onclick = () => {
        cut("stopped");
        log.textContent = "";
        log.append(before);
        for (let i = 0; i < had; i += 1) turns[i] = old[i];
        turns.length = had;
        keep();
        field.focus();
      };
      log.append(back);
    }

    function measure() {
      long.textContent = field.value.length > MOST ? `${say.long} (${field.value.length})` : "";
      return !long.textContent;
    }

    // Safari before 16 has no requestSubmit.
    const submit = form.onsubmit = (event) => {
      event.preventDefault();
      const text = field.value;
      if (!text.trim() || running || !measure()) return;
      field.value = "";
      ask(text);
    };
    field.oninput = measure;
    // 229: a key that an input method still works on; Safari sends its Enter after the composition's end.
    const composing = (event) => event.isComposing || event.keyCode === 229;
    field.onkeydown = (event) => {
      if (event.key === "Enter" && !event.shiftKey && !composing(event)) submit(event);
    };
    stop.onclick = () => { cut("stopped"); field.focus(); };
    close.onclick = shut;
    fresh.onclick = () => { clear(); field.focus(); };
    // A host's shortcuts do not see that somebody writes in here: to them the target is <hanoi-chat>.
    box.onkeyup = box.onkeypress = (event) => { if (event.target === field) event.stopPropagation(); };
    box.onkeydown = (event) => {
      if (event.target === field) event.stopPropagation();
      if (event.key === "Escape" && !composing(event) && !inline) { event.stopPropagation(); shut(); }
      if (event.key !== "Tab" || !phone.matches || inline) return;
      const all = box.querySelectorAll("button,textarea,a[href],[tabindex='0']");
      let first, last;
      for (let i = 0; i < all.length; i += 1) if (all[i].getClientRects().length) { first ||= all[i]; last = all[i]; }
      const at = root.activeElement;
      if (event.shiftKey && at === first) { event.preventDefault(); last.focus(); }
      else if (!event.shiftKey && at === last) { event.preventDefault(); first.focus(); }
    };
    log.onclick = (event) => {
      const link = event.target.closest?.("[data-to]");
      if (!link) return;
      event.preventDefault();
      const target = root.getElementById(link.dataset.to);
      if (!target) return;
      reveal(target);
      target.focus({ preventScroll: true });
    };
    greet();
    if (agreed()) restore();
    gate();
    // The host's own consent dialog sets the attribute when it has the visitor's word.
    const consent = new MutationObserver(gate);
    consent.observe(host, { attributes: true, attributeFilter: ["data-consent"] });
    // On a phone it is a page of its own: Back leads out of it, not out of the site.
    const BACK = "hanoiChat";
    const back = () => { if (!box.hidden && !history.state?.[BACK]) shut(); };
    addEventListener("popstate", back);
    // What a phone's keyboard leaves to be seen, and where: a page that is enlarged by hand is left alone.
    const seen = window.visualViewport;
    const fit = () => {
      const plain = seen.scale < 1.01;
      box.style.setProperty("--seen", plain ? `${seen.height}px` : "");
      box.style.setProperty("--top", plain ? `${seen.offsetTop}px` : "");
    };
    seen?.addEventListener("resize", fit);
    seen?.addEventListener("scroll", fit);

    function up() { if (!inline && !box.hidden) raise(box); }

    return {
      open(focus) {
        const was = box.hidden;
        box.hidden = false;
        up();
        if (!inline) { host.launcher.hidden = true; host.launcher.setAttribute("aria-expanded", "true"); }
        if (!inline && phone.matches) box.setAttribute("aria-modal", "true"); // it covers the page
        else box.removeAttribute("aria-modal");
        if (was && turns.length && !inline) log.scrollTo({ top: log.scrollHeight, behavior: "instant" });
        if (focus) (phone.matches && !turns.length ? log : field).focus(); // a phone's keyboard would hide the examples
        if (was && !inline && phone.matches) {
          try { history.pushState({ ...history.state, [BACK]: true }, ""); } catch { /* a frame without history */ }
        }
        if (was) tell("open", {});
      },
      raise: up,
      close: shut,
      ask,
      clear,
      leave() {
        gone = true;
        cut("stopped");
        consent.disconnect();
        removeEventListener("popstate", back);
        seen?.removeEventListener("resize", fit);
        seen?.removeEventListener("scroll", fit);
        box.remove();
        host.chat = undefined;
        host.launcher.hidden = inline;
      },
    };
  };
})();
