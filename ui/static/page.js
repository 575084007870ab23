// What the chat page does in the browser: jump to a card and back, copy, download, tidy the address.
(() => {
  "use strict";
  const root = document.documentElement;
  const say = root.dataset.lang === "en"
    ? { copied: "Copied", failed: "The browser did not allow copying. Select the text and copy it by hand.", title: "Hanoi Convention: questions and answers" }
    : { copied: "Đã sao chép", failed: "Trình duyệt không cho sao chép. Hãy bôi đen rồi sao chép.", title: "Hỏi đáp Công ước Hà Nội" };
  const calm = matchMedia("(prefers-reduced-motion: reduce)");

  function announce(text) {
    let line = document.getElementById("said");
    if (!line) {
      line = document.createElement("div");
      line.id = "said";
      line.setAttribute("role", "status");
      document.body.append(line);
    }
    line.textContent = text;
    clearTimeout(announce.timer);
    announce.timer = setTimeout(() => { line.textContent = ""; }, 4000);
  }

  function goTo(id) {
    const target = document.getElementById(id);
    if (!target) return;
    const group = target.closest(".of");
    if (group) {
      for (const other of document.querySelectorAll(".of")) other.hidden = other !== group;
      for (const old of document.querySelectorAll(".card.lit")) old.classList.remove("lit");
      target.classList.add("lit");
    }
    target.scrollIntoView({ block: "center", behavior: calm.matches ? "auto" : "smooth" });
    (target.querySelector("textarea") ?? target).focus({ preventScroll: true });
  }

  // Gradio takes away or puts anew what was pressed, and focus falls to the document: it goes on to where things go on.
  let held;
  addEventListener("focusin", (event) => { held = event.target; });
  function refocus() {
    if (!held || document.activeElement?.closest("body *")?.checkVisibility()) return;
    if (held.isConnected && held.checkVisibility()) return; // left by a click beside it
    // Where keys are on the screen, a field that has focus covers half of what there is to read.
    const asks = held.matches(".try button, [data-act=retry], .asked") || matchMedia("(pointer: coarse)").matches;
    held = undefined;
    const last = asks && [...document.querySelectorAll("#log .asked")].pop();
    (last || document.querySelector("#box textarea"))?.focus({ preventScroll: true });
  }

  async function copy(text) {
    try {
      await navigator.clipboard.writeText(text);
      announce(say.copied);
    } catch {
      announce(say.failed);
    }
  }

  function download() {
    const parts = [...document.querySelectorAll("pre.copy_markdown")].map((pre) => pre.textContent);
    if (!parts.length) return;
    const file = new Blob([`# ${say.title}\n\n${parts.join("\n")}`], { type: "text/markdown" });
    const link = document.createElement("a");
    link.href = URL.createObjectURL(file);
    link.download = `hanoi-convention-${new Date().toISOString().slice(0, 10)}.md`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  }

  document.addEventListener("click", (event) => {
    setTimeout(drawn); // what can be unfolded says whether it is
    if (!event.composedPath().includes(document.getElementById("composer"))) fold();
    const hit = event.target.closest?.("[data-to],[data-copy],#export,[data-act=edit],[data-act=bad],.permalink");
    for (const menu of document.querySelectorAll(".copies[open]")) {
      if (!menu.contains(event.target) || hit?.dataset.copy) menu.open = false;
    }
    const card = hit ? null : event.target.closest?.("#panel .card");
    if (card && !event.target.closest("a") && !String(getSelection())) goTo(card.id);
    if (!hit) return;
    if (hit.dataset.to) {
      event.preventDefault();
      goTo(hit.dataset.to);
    } else if (hit.dataset.copy) {
      copy(document.getElementById(hit.dataset.copy)?.textContent ?? "");
    } else if (hit.matches(".permalink")) {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return; // to be opened elsewhere
      event.preventDefault();
      copy(hit.href);
    } else if (hit.id === "export") {
      download();
    } else if (hit.dataset.act === "bad") {
      hearing = true; // the comment's field comes from the server, below the whole conversation
    } else {
      setTimeout(() => document.querySelector("#box textarea")?.focus(), 300);
    }
  });

  // The filters lie over the conversation where there is room for it, and must not hide what was asked for.
  function fold() {
    const open = document.querySelector("#filters button.label-wrap.open");
    open?.click();
    return open;
  }

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const list = event.target.getAttribute?.("aria-expanded") === "true" && !event.target.matches(".label-wrap");
    if (event.target.closest?.("#filters") && !list) fold()?.focus();
    for (const menu of document.querySelectorAll(".copies[open]")) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  });

  // Gradio draws the page later and again: dates become date fields, a new question is scrolled to.
  let turns = 0, waiting = false, hearing = false;
  function drawn() {
    refocus();
    const folded = document.querySelector("#filters button.label-wrap");
    folded?.setAttribute("aria-expanded", String(folded.classList.contains("open")));
    folded?.querySelector(".icon")?.setAttribute("aria-hidden", "true"); // its ▼ would be read out
    // Gradio names its own interface language there, and has no Vietnamese.
    if (root.dataset.page === "chat" && document.title !== say.title) document.title = say.title;
    if (root.dataset.lang && root.lang !== root.dataset.lang) root.lang = root.dataset.lang;
    for (const id of ["since", "until", "as_of"]) {
      const field = document.querySelector(`#${id} input`);
      if (field && field.type !== "date") field.type = "date";
    }
    filtered();
    const comment = hearing && document.querySelector("#comment textarea");
    if (comment) {
      hearing = false;
      comment.focus();
    }
    const all = document.querySelectorAll("section.turn"), last = all[all.length - 1];
    const whole = last && last.querySelector(".tools");
    if (waiting && whole) { // it has grown since: back to its question
      waiting = false;
      last.scrollIntoView({ block: "start", behavior: calm.matches ? "auto" : "smooth" });
    }
    if (all.length === turns) return;
    if (all.length === turns + 1) {
      fold();
      waiting = !whole;
      last.scrollIntoView({ block: "start", behavior: calm.matches ? "auto" : "smooth" });
    }
    turns = all.length;
    if (turns) address((query) => query.delete("q"));
  }

  function address(change) {
    const here = new URL(location.href);
    change(here.searchParams);
    if (here.href !== location.href) history.replaceState(history.state, "", here);
  }

  // The address says which filters are set, so that a reload keeps them.
  const IN_ADDRESS = { since: "from", until: "to", as_of: "as_of", outlet: "outlet", article_language: "in" };
  let set = "";
  function filtered() {
    const chips = [...document.querySelectorAll("#chosen [data-value]")].map((chip) => [chip.dataset.name, chip.dataset.value]);
    if (String(chips) === set) return;
    set = String(chips);
    address((query) => {
      for (const name of Object.values(IN_ADDRESS)) query.delete(name);
      for (const [name, value] of chips) query.set(IN_ADDRESS[name], value);
    });
  }
  new MutationObserver(drawn).observe(root, { childList: true, subtree: true, attributes: true, attributeFilter: ["lang"] });
})();
