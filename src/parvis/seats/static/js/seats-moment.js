// A moment before seats are taken (seats/domain/work.py): the sum is done beside the page, then the form goes on by itself. Where a
// browser cannot do sums (no secure address), or is slow at them, the waiting that the page tells of is as good.
{
  const form = document.getElementById("moment");
  let isSent = false;
  const send = (work) => {
    if (isSent) return;
    isSent = true;
    form.elements.work.value = work;
    form.submit();
  };
  form.addEventListener("submit", () => { isSent = true; });
  document.getElementById("wait").hidden = true;
  document.getElementById("goes-on").hidden = false;
  setTimeout(send, (Number(form.dataset.seconds) + 2) * 1000, "");
  if (window.isSecureContext) {
    const worker = new Worker(form.dataset.worker);
    worker.addEventListener("message", ({ data }) => send(String(data)));
    worker.postMessage({ text: form.elements.moment.value, bits: Number(form.dataset.bits) });
  }
}
