// A moment that a form owes (core/domain/moment.py): the sum is done beside the page. On a page that waits for it the form then goes on
// by itself; with data-quiet the sum is put into the form, which people send when they are ready. Where a browser cannot do sums (no
// secure address), or is slow at them, the waiting is as good.
{
  const form = document.getElementById("moment");
  const isQuiet = "quiet" in form.dataset;
  let isSent = false;
  const give = (work) => {
    if (isSent) return;
    form.elements.work.value = work;
    if (isQuiet) return;
    isSent = true;
    form.submit();
  };
  form.addEventListener("submit", () => { isSent = true; });
  if (!isQuiet) {
    document.getElementById("wait").hidden = true;
    document.getElementById("goes-on").hidden = false;
    setTimeout(give, (Number(form.dataset.seconds) + 2) * 1000, "");
  }
  if (window.isSecureContext) {
    const worker = new Worker(form.dataset.worker);
    worker.addEventListener("message", ({ data }) => give(String(data)));
    worker.postMessage({ text: form.elements.moment.value, bits: Number(form.dataset.bits) });
  }
}
