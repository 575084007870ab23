// <hanoi-chat>: a launcher button now, the chat itself (widget-core.js) when somebody wants it.
(() => {
  "use strict";
  if (customElements.get("hanoi-chat")) return;
  // A module has no current script: then the tag is sought by its name. One that is imported has no tag either, and
  // every browser names it in a trace.
  const tag = document.currentScript || document.querySelector("script[src$='/widget.js'],script[src*='/widget.js?']");
  const from = tag ? tag.src : /https?:[^\s)]+\/(?=widget\.js)/.exec(new Error().stack)?.[0];
  const here = new URL(".", from || location.href).href;
  const site = here.replace(/own\/[^/]+\/$/, "");
  const CORE = "sha384-core"; // filled in by ui/own.py as this file is served
  const Promised = (async () => {})().constructor; // the host page may have replaced Promise
  const words = {
    vi: ["Hỏi về Công ước Hà Nội", "Không tải được hộp hỏi đáp. Hãy kiểm tra mạng, hoặc trang này chưa được phép.", "Mở trang đầy đủ"],
    en: ["Ask about the Hanoi Convention", "The chat could not be loaded. Check the network, or this site is not allowed.", "Open the full page"],
  };
  const LOOK = `
:host{--red:var(--hanoi-accent,#a92b27);--on:var(--hanoi-on-accent,#fff);display:block!important;visibility:visible!important;opacity:1!important;transform:none!important}
:host([hidden]){display:none!important}
.launch{all:initial;direction:ltr;color-scheme:inherit;box-sizing:border-box;position:fixed;bottom:max(16px,env(safe-area-inset-bottom));right:16px;z-index:2147483647;display:flex;align-items:center;min-height:48px;max-width:calc(100vw - 32px);padding:10px 18px;border-radius:24px;background:var(--red);color:var(--on);font:600 15px/1.3 var(--hanoi-font,system-ui,sans-serif);cursor:pointer;box-shadow:0 2px 14px #0004}
:host([data-position=left]) .launch{right:auto;left:16px}
.launch:focus-visible{outline:3px solid var(--on);outline-offset:-6px;box-shadow:0 0 0 3px var(--red)}
.launch[hidden]{display:none}
@media(forced-colors:active){.launch{border:2px solid ButtonText}}
@media print{:host(:not([data-inline])){display:none!important}}`;
  let core;

  // A host that demands trusted types allows this one by name: trusted-types hanoi-chat
  let trusted = { createHTML: (html) => html, createScriptURL: (url) => url };
  try { trusted = window.trustedTypes?.createPolicy("hanoi-chat", trusted) ?? trusted; } catch { /* plain strings then */ }

  function load() {
    core ||= new Promised((done, failed) => {
      const script = document.createElement("script");
      script.src = trusted.createScriptURL(`${here}widget-core.js`);
      script.integrity = CORE;
      script.crossOrigin = ""; // anonymous
      script.onload = done;
      script.onerror = () => { core = undefined; script.remove(); failed(); };
      document.head.append(script);
    });
    return core;
  }

  // The top layer: no header or button of the host lies over it, and no filter or transform of the body moves it.
  function raise(node) {
    try {
      node.popover = "manual";
      node.showPopover();
    } catch { /* shown already, or an older browser: its z-index is the highest there is */ }
  }

  async function warm() {
    try { await load(); } catch { /* said when it is opened */ }
  }

  // Browsers without constructed sheets (Safari before 16.4) get an element, which a strict policy may refuse.
  function dress(root, text) {
    try {
      const made = new CSSStyleSheet(), had = root.adoptedStyleSheets;
      made.replaceSync(text);
      root.adoptedStyleSheets = had.length ? [had[0], made] : [made];
    } catch {
      const made = document.createElement("style");
      made.textContent = text;
      root.append(made);
    }
  }

  // Relative luminance (WCAG 2.2) of a colour as the browser computes it; null for one that is not plain sRGB.
  function light(colour) {
    const rgb = /^rgb\((\d+), (\d+), (\d+)\)$/.exec(colour);
    const part = (c) => (c < 10.31475 ? c / 3294.6 : ((c / 255 + 0.055) / 1.055) ** 2.4);
    return rgb && 0.2126 * part(rgb[1]) + 0.7152 * part(rgb[2]) + 0.0722 * part(rgb[3]);
  }

  class HanoiChat extends HTMLElement {
    connectedCallback() {
      const anew = !this.shadowRoot;
      if (anew) this.build();
      raise(this.launcher); // what leaves the page leaves the top layer
      if (this.chat) return this.chat.raise(); // moved, or its page was swapped under it: as it was
      if (this.dataset.inline !== undefined || (anew && this.dataset.open !== undefined)) this.open(false);
    }

    // A moved element is out of the page for no longer than this task.
    disconnectedCallback() { setTimeout(() => { if (!this.isConnected) this.chat?.leave(); }); }

    build() {
      const root = this.attachShadow({ mode: "open" });
      dress(root, LOOK);
      const lang = this.dataset.lang || document.documentElement.lang || navigator.language || "vi";
      this.language = /^vi/i.test(lang) ? "vi" : "en";
      if (this.dataset.color && CSS.supports("color", this.dataset.color)) {
        this.style.setProperty("--hanoi-accent", this.dataset.color);
      }
      const button = this.made("button", this.dataset.label || words[this.language][0]);
      button.setAttribute("aria-haspopup", "dialog");
      button.hidden = this.dataset.inline !== undefined;
      button.onclick = () => this.open();
      button.onpointerenter = warm;
      this.launcher = button;
      this.readable();
    }

    // An accent on which white cannot be read (below 4.5:1) gets black, and is not used for links on white.
    readable() {
      const own = getComputedStyle(this), now = this.dataset.color && light(getComputedStyle(this.launcher).backgroundColor);
      if (!(1.05 / (now + 0.05) < 4.5)) return; // nor of a colour that we cannot weigh
      if (!own.getPropertyValue("--hanoi-on-accent")) this.style.setProperty("--hanoi-on-accent", "#000");
      if (!own.getPropertyValue("--hanoi-link")) this.style.setProperty("--hanoi-link", "currentColor");
    }

    // Resolves with the open chat; the launcher says so when it cannot be loaded.
    async open(focus = true) {
      try {
        await load();
      } catch {
        this.launcher.hidden = false;
        this.launcher.textContent = words[this.language][1];
        this.elsewhere();
        this.dispatchEvent(new CustomEvent("hanoi:error", { bubbles: true, composed: true, detail: { code: "load" } }));
        return;
      }
      this.shadowRoot.querySelector("a")?.remove();
      this.chat ||= window.HanoiChatCore(this, { site, dress, trusted, raise });
      this.chat.open(focus);
    }

    // Above the launcher that could not open the chat: the page where it certainly is.
    elsewhere() {
      this.shadowRoot.querySelector("a")?.remove();
      const link = this.made("a", words[this.language][2]);
      link.href = `${site}?lang=${this.language}`;
      link.target = "_blank";
      link.style.bottom = `${this.launcher.offsetHeight + 24}px`;
      raise(link);
    }

    made(name, text) {
      const made = document.createElement(name);
      made.className = "launch";
      made.setAttribute("part", "launcher");
      made.lang = this.language;
      made.textContent = text;
      this.shadowRoot.append(made);
      return made;
    }

    close() { this.chat?.close(); }

    async ask(text) {
      await this.open();
      return this.chat?.ask(text);
    }

    clear() { this.chat?.clear(); }
  }

  customElements.define("hanoi-chat", HanoiChat);

  // The tag alone makes a launcher, unless the page has placed a chat itself.
  if (tag && tag.dataset.manual === undefined) {
    // data-turbo-permanent is Turbo's word for what a morph must leave; copies of the page have it too.
    const place = () => {
      if (document.querySelector("hanoi-chat")) return;
      const chat = new HanoiChat();
      for (const name in tag.dataset) chat.dataset[name] = tag.dataset[name];
      chat.dataset.turboPermanent = "";
      document.body.append(chat);
      stay(chat);
    };
    // An application that swaps the document, its body, or what is in it, takes the chat along, and gets it in place
    // of a copy from a kept page; one that removes the chat and nothing else, or has put a chat of its own there, means it.
    const stay = (chat) => {
      let swapped = false;
      const look = (records) => {
        for (let i = 0; i < records.length; i += 1) {
          const gone = records[i].removedNodes;
          swapped ||= gone.length > 1 || (gone[0] ?? chat) !== chat;
        }
        if (swapped && document.body) {
          swapped = false;
          const other = document.querySelector("hanoi-chat");
          if (!other) document.body.append(chat);
          else if (other !== chat && "turboPermanent" in other.dataset) other.replaceWith(chat);
        }
        const level = (node) => node && watch.observe(node, { childList: true });
        level(document);
        level(document.documentElement);
        level(document.body);
      };
      const watch = new MutationObserver(look);
      look([]);
    };
    if (document.readyState === "loading") addEventListener("DOMContentLoaded", place);
    else place();
  }
})();
