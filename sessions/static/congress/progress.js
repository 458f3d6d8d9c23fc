"use strict";
// Shows how far a file has been read; when it is done, the page is loaded anew.
(function () {
  const box = document.querySelector("[data-progress]");
  const bar = box.querySelector("progress");
  async function look() {
    try {
      const answer = await fetch(box.dataset.progress, { headers: { Accept: "application/json" } });
      const now = await answer.json();
      if (!now.reading) {
        location.reload();
        return;
      }
      box.querySelector("[data-stage]").textContent = now.stage;
      box.querySelector("[data-count]").textContent = now.total ? `${now.done} / ${now.total}` : "";
      if (now.total) bar.value = now.percent;
      else bar.removeAttribute("value");
    } catch {
      // The server does not answer for the moment: look again.
    }
    setTimeout(look, 1000);
  }
  setTimeout(look, 500);
})();
