// Buttons that copy a text of the page. Without this script the text is there to be selected, and no button is shown.
if (navigator.clipboard) {
  for (const button of document.querySelectorAll("button[data-copies]")) {
    const said = button.parentElement.querySelector("[role=status]");
    button.hidden = false;
    button.addEventListener("click", async () => {
      const source = document.getElementById(button.dataset.copies);
      await navigator.clipboard.writeText("value" in source ? source.value : source.textContent);
      if (said) said.textContent = button.dataset.done;
    });
  }
}
