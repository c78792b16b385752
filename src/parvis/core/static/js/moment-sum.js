// Looks for the number that, written after the text, gives a SHA-256 with so many leading zeros (core/domain/moment.py).
addEventListener("message", async ({ data: { text, bits } }) => {
  const letters = new TextEncoder();
  const sum = (number) => crypto.subtle.digest("SHA-256", letters.encode(`${text}:${number}`));
  for (let first = 0; ; first += 500) {
    const sums = await Promise.all(Array.from({ length: 500 }, (_, place) => sum(first + place)));
    const place = sums.findIndex((each) => Math.clz32(new DataView(each).getUint32(0)) >= bits);
    if (place >= 0) {
      postMessage(first + place);
      return;
    }
  }
});
