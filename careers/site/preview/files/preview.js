/* Show the page anew as soon as the content on disk has changed. A hidden tab does not ask.

   The new page takes the place of the old one without a reload: what is on the screen changes in one step, the place on
   the page stays, and so do the keyboard's place and a panel that was opened or closed by hand. A page whose styles or
   scripts are others is loaded whole. */
(() => {
  const WAIT_AFTER_A_FAULT = 1000;
  let seen = document.currentScript.dataset.seen;
  let isAsking = false;

  const told = document.createElement("p");
  told.className = "preview-told";
  told.setAttribute("role", "status");
  document.body.append(told);

  const panelOf = (root) => root.querySelector(".preview-panel details");
  const needed = (root) =>
    [...root.querySelectorAll("link[rel=stylesheet], script[src]")].map((one) => one.getAttribute("href") ?? one.getAttribute("src")).join(" ");

  const news = (panel) => panel.querySelector(".preview-findings")?.textContent.replace(/line \d+/g, "");
  let wasServedOpen = panelOf(document)?.open;

  /** Keep a panel that was opened or closed by hand as it is, until it has something new to say. */
  const carryPanel = (old, fresh) => {
    const isByHand = old && fresh && old.open !== wasServedOpen && news(old) === news(fresh);
    wasServedOpen = fresh?.open;
    if (isByHand) fresh.open = old.open;
  };

  /** Say where the keyboard is, so that it can be put there again: an id, or which one of its kind. */
  const placeOf = (element) => {
    if (!element || element === document.body) return () => null;
    if (element.id) return () => document.getElementById(element.id);
    const within = element.closest(".preview-panel") ? ".preview-panel " : "";
    const kind = within + element.localName;
    const number = [...document.querySelectorAll(kind)].indexOf(element);
    return () => document.querySelectorAll(kind)[number];
  };

  const show = (fresh) => {
    const focused = placeOf(document.activeElement);
    carryPanel(panelOf(document), panelOf(fresh));
    document.title = fresh.title;
    for (const node of [...document.body.childNodes]) if (node !== told) node.remove();
    told.before(...fresh.body.childNodes);
    focused()?.focus({ preventScroll: true });
    told.textContent = `The page has changed. ${panelOf(document)?.querySelector("summary")?.textContent ?? ""}`;
  };

  /** Ask for the page as a document: what is parsed so runs no script, and needs no trust in a text. */
  const fetchPage = () =>
    new Promise((done, fail) => {
      const request = new XMLHttpRequest();
      request.open("GET", location.href);
      request.responseType = "document";
      request.onload = () => done(request);
      request.onerror = fail;
      request.send();
    });

  const takeUp = async () => {
    const { response: fresh, responseURL } = await fetchPage();
    const state = fresh?.querySelector("script[data-seen]")?.dataset.seen;
    const isElsewhere = responseURL !== location.href.split("#")[0];
    if (!state || isElsewhere || needed(fresh) !== needed(document)) return location.reload();
    show(fresh);
    seen = state;
  };

  const ask = async () => {
    if (document.hidden || isAsking) return;
    isAsking = true;
    try {
      const answer = await fetch(`/preview/changed?seen=${seen}`, { cache: "no-store" });
      if (!answer.ok) throw new Error(answer.statusText);
      if ((await answer.text()) === "yes") await takeUp();
    } catch {
      await new Promise((done) => setTimeout(done, WAIT_AFTER_A_FAULT));
    }
    isAsking = false;
    return ask();
  };
  document.addEventListener("visibilitychange", ask);
  ask();
})();
