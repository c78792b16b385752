// The notebook with script: adding without leaving the page, and a copy on the visitor's own device after the first add.
// Without script everything here is a plain link (core/carry.py); in a kiosk nothing is kept, so only print and copy remain.
(() => {
  "use strict";
  const KEY = "parvis-notebook";
  const page = new URL(location.href);
  if (/^\/[a-z]{2,3}\/staff\//.test(page.pathname)) return; // a notebook open there is somebody else's, and only shown
  const inKiosk = document.documentElement.hasAttribute("data-kiosk");
  const sheet = document.querySelector("[data-notebook]");
  const inAddress = sheet ? sheet.dataset.notebook : page.searchParams.get("n") || "";

  const stored = () => {
    if (inKiosk) return "";
    try { return localStorage.getItem(KEY) || ""; } catch { return ""; }
  };
  const store = (notebook) => {
    if (inKiosk) return;
    try { if (notebook) localStorage.setItem(KEY, notebook); else localStorage.removeItem(KEY); } catch { /* the address holds it */ }
  };
  const groups = (notebook) => notebook.split("-").slice(1);
  const holds = (notebook, code) => groups(notebook).some((group) => group.slice(1) === code);
  // One's own list wins over one that came with a link, so that opening a friend's notebook never replaces it.
  const held = () => (sheet && inAddress ? inAddress : stored() || inAddress);
  const absorb = (notebook) => {
    if (groups(stored()).every((group) => groups(notebook).includes(group))) store(notebook);
  };
  const withNotebook = (address, notebook) => {
    const url = new URL(address, page);
    if (notebook) url.searchParams.set("n", notebook); else url.searchParams.delete("n");
    return url.href;
  };
  const show = (element) => { if (element) element.hidden = false; };

  const said = document.createElement("p");
  said.className = "visually-hidden";
  said.setAttribute("role", "status");

  const markAdded = (link, notebook) => {
    link.href = withNotebook(link.dataset.opens, notebook);
    link.querySelector("[data-words]").textContent = link.dataset.done;
    link.classList.add("notebook-added");
    delete link.dataset.notebookAdd;
  };

  const refresh = () => {
    const notebook = held();
    for (const link of document.querySelectorAll("[data-notebook-add]")) {
      if (holds(notebook, link.dataset.notebookAdd)) markAdded(link, notebook);
    }
    for (const link of document.querySelectorAll("nav.rooms a")) {
      const url = new URL(link.href, page);
      if (!/^\/[a-z]{2}\/notebook\/$/.test(url.pathname)) continue;
      link.href = withNotebook(link.href, notebook);
      if (notebook) link.dataset.count = groups(notebook).length; else delete link.dataset.count;
    }
  };

  const add = async (link) => {
    const address = withNotebook(link.href, held());
    try {
      const answer = await fetch(address, { credentials: "omit", cache: "no-store" });
      const arrived = new URL(answer.url).searchParams;
      if (!answer.ok || !arrived.has("new")) throw new Error("refused");
      store(arrived.get("n"));
      markAdded(link, arrived.get("n"));
      said.textContent = link.textContent.trim();
      refresh();
    } catch {
      location.assign(address); // the page itself says what is wrong
    }
  };

  addEventListener("click", (event) => {
    const link = event.target.closest("a[href]");
    if (!link || event.defaultPrevented || event.button) return;
    const url = new URL(link.href, page);
    if (url.origin !== page.origin || !/^\/[a-z]{2}\//.test(url.pathname)) return;
    if ("notebookAdd" in link.dataset) {
      if (inKiosk || event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      add(link);
    } else if ("notebookChange" in link.dataset) {
      if (inAddress && stored() === inAddress) store(url.searchParams.get("n"));
    } else if (!url.pathname.endsWith("/notebook/") && (inAddress || url.searchParams.has("n"))) {
      link.href = withNotebook(link.href, held());
    }
  });

  const openSheet = () => {
    const own = stored();
    if (!page.searchParams.has("n") && own && !page.searchParams.has("add")) {
      location.replace(withNotebook(page.href, own));
      return;
    }
    // What was put in or together holds all that was stored; a friend's list that does not is left alone.
    if (page.searchParams.has("new") || page.searchParams.has("joined")) absorb(inAddress);
    if (inAddress && stored() === inAddress) show(document.querySelector("[data-notebook-kept]"));
    else if (own && inAddress) {
      document.querySelector("[data-notebook-mine]").href = withNotebook(page.pathname, own);
      document.querySelector("[data-notebook-join]").href += encodeURIComponent(own);
      show(document.querySelector("[data-notebook-own]"));
    }
    const clean = new URL(page);
    for (const name of ["new", "back", "joined"]) clean.searchParams.delete(name);
    if (clean.href !== page.href) history.replaceState(null, "", clean);
    const forget = document.querySelector("[data-notebook-forget]");
    forget?.addEventListener("click", () => {
      store("");
      forget.parentElement.textContent = forget.dataset.forgotten;
    });
    const copy = document.querySelector("[data-copy]");
    if (copy && navigator.clipboard && !inKiosk) {
      show(copy);
      copy.addEventListener("click", async () => {
        await navigator.clipboard.writeText(document.getElementById(copy.dataset.copy).textContent);
        copy.textContent = copy.dataset.copied;
      });
    }
  };

  const print = document.querySelector("[data-print]");
  show(print);
  print?.addEventListener("click", () => window.print());
  document.body.append(said);
  if (sheet) openSheet();
  refresh();
})();
