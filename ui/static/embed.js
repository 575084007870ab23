// Tells the page around our iframe how high we are; only the owner's origins get the message.
(() => {
  "use strict";
  const known = [...document.currentScript.dataset.parents.split(" ").filter(Boolean), location.origin];
  if (window.parent === window) return;
  // Each other origin would be a warning in the console; who frames us is not always said.
  const parent = location.ancestorOrigins?.[0] ?? (document.referrer && new URL(document.referrer).origin);
  const listeners = parent ? known.filter((origin) => origin === parent) : known;
  let told = 0;
  new ResizeObserver(() => {
    const height = Math.ceil(document.documentElement.getBoundingClientRect().height);
    if (height === told) return;
    told = height;
    for (const origin of listeners) {
      window.parent.postMessage({ type: "hanoi:height", height }, origin);
    }
  }).observe(document.documentElement);
})();
