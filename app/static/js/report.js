// Counts the characters of a box and copies its text. The report works without it.
(() => {
  document.addEventListener("input", ({ target }) => {
    if (!target.matches("textarea[data-counted]")) return;
    const count = document.querySelector(`[data-count="${target.id}"]`);
    const length = [...target.value].length;
    count.textContent = length;
    count.parentElement.classList.toggle("report-box__count--over", length > Number(target.dataset.most || Infinity));
  });
  if (!navigator.clipboard) return;
  for (const button of document.querySelectorAll("button[data-copy]")) {
    button.hidden = false;
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).value);
      document.getElementById("copied").textContent = button.dataset.done;
    });
  }
})();
