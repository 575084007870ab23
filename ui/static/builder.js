// The widget page: writes the tag from the form, and shows the widget as the tag would make it.
(() => {
  "use strict";
  const form = document.getElementById("build");
  const tag = document.getElementById("tag"), frame = document.getElementById("frame"), preview = document.getElementById("preview");
  if (!form) return;
  const esc = (text) => text.replace(/&/g, "&amp;").replace(/"/g, "&quot;").replace(/</g, "&lt;");

  function options() {
    const found = {};
    for (const field of form.elements) {
      const value = field.type === "checkbox" ? (field.checked ? field.value || "on" : "") : field.value.trim();
      if (field.name && value) found[field.name] = value;
    }
    return found;
  }

  function write() {
    const chosen = options();
    let attributes = "";
    const query = new URLSearchParams();
    for (const [name, value] of Object.entries(chosen)) {
      attributes += name === "open" ? "\n  data-open" : `\n  data-${name}="${esc(value)}"`;
      if (name !== "open" && name !== "position" && name !== "store") query.set(name.replace("-", "_"), value);
    }
    const { base, src, integrity } = form.dataset;
    tag.textContent = `<script src="${base}/${src}"\n  integrity="${integrity}" crossorigin="anonymous"${attributes} defer></script>`;
    frame.textContent = `<iframe src="${base}/embed${query.size ? `?${esc(query.toString())}` : ""}" title="${esc(chosen.title || "Hanoi Convention")}" width="100%" height="600"></iframe>`;
    const chat = document.createElement("hanoi-chat");
    chat.dataset.inline = "";
    chat.dataset.store = "off";
    for (const [name, value] of Object.entries(chosen)) {
      if (name !== "open" && name !== "position") chat.dataset[name.replace(/-(\w)/g, (_, letter) => letter.toUpperCase())] = value;
    }
    preview.replaceChildren(chat);
  }

  const script = document.createElement("script");
  script.src = form.dataset.local;
  script.dataset.manual = "";
  script.onload = write;
  document.head.append(script);
  form.addEventListener("input", write);
  form.addEventListener("submit", (event) => event.preventDefault());
  for (const button of document.querySelectorAll("button[data-of]")) {
    button.addEventListener("click", async () => {
      const said = document.getElementById("copied");
      try {
        await navigator.clipboard.writeText(document.getElementById(button.dataset.of).textContent);
        said.textContent = "✓";
      } catch {
        said.textContent = "✗";
      }
    });
  }
})();
