"use strict";
/* The page of an opinion: who, when and where of a voice, taken from the section beside it. */
document.addEventListener("click", (event) => {
  const button = event.target.closest("button[data-voice]");
  if (!button) return;
  const row = button.closest(".opinion-point");
  const field = (name) => row.querySelector(`[name$="-${button.dataset.voice}_${name}"]`);
  const put = (name, value) => {
    const input = field(name);
    if (!input || !value) return;
    input.value = value;
    input.dispatchEvent(new Event("change", { bubbles: true }));
  };
  const pick = (name, id, text) => {
    const select = field(name);
    if (!select || !id) return;
    if (![...select.options].some((option) => option.value === id)) {
      select.add(new Option(text, id));
    }
    select.value = id;
    django.jQuery(select).trigger("change"); // select2 listens to jQuery alone
  };
  pick("by", button.dataset.by, button.dataset.byName);
  pick("document", button.dataset.document, button.dataset.documentName);
  put("on", button.dataset.on);
  put("page", button.dataset.page);
});
