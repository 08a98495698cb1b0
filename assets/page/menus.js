// @ts-check
/* Menus and lists for screen readers. Mantine wraps the button of a menu in a bare <div> and says there that it
   opens something, and it opens menus on an empty element: say it on the button, start on an item. Of the
   fields that open a list it does not say that they do, nor whether it is open. */

const SAID = ["aria-haspopup", "aria-expanded"];
const FOCUS_MS = 50;

function tellButton(wrapper) {
  const button = wrapper.querySelector(":scope > button");
  if (!button) return;
  for (const name of SAID) {
    if (!wrapper.hasAttribute(name)) continue;
    button.setAttribute(name, wrapper.getAttribute(name));
    wrapper.removeAttribute(name);
  }
}

function startOnItem(empty) {
  const menu = empty.parentElement;
  empty.hidden = true;
  window.setTimeout(() => {
    const item = menu.querySelector('[role="menuitem"]:not([disabled])');
    if (item && !menu.contains(document.activeElement)) item.focus({ preventScroll: true });
  }, FOCUS_MS);
}

function tellField(field) {
  const isOpen = String(field.hasAttribute("data-expanded"));
  field.setAttribute("role", "combobox");
  if (field.getAttribute("aria-expanded") !== isOpen) field.setAttribute("aria-expanded", isOpen);
}

function mend() {
  for (const field of document.querySelectorAll('input[aria-haspopup="listbox"]')) tellField(field);
  for (const wrapper of document.querySelectorAll("div[aria-expanded]:not([role])")) tellButton(wrapper);
  for (const empty of document.querySelectorAll('[role="menu"] > [data-autofocus]:not([hidden])')) startOnItem(empty);
}

new MutationObserver(mend).observe(document.documentElement, {
  subtree: true,
  childList: true,
  attributeFilter: ["aria-expanded", "data-expanded"],
});
