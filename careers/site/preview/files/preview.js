/* Reload the page as soon as the content on disk has changed. A hidden tab does not ask. */
(() => {
  const seen = document.currentScript.dataset.seen;
  let isAsking = false;
  const ask = async () => {
    if (document.hidden || isAsking) return;
    isAsking = true;
    try {
      const answer = await fetch(`/preview/changed?seen=${seen}`, { cache: "no-store" });
      if (!answer.ok) throw new Error(answer.statusText);
      if ((await answer.text()) === "yes") return location.reload();
    } catch {
      await new Promise((done) => setTimeout(done, 1000));
    }
    isAsking = false;
    return ask();
  };
  document.addEventListener("visibilitychange", ask);
  ask();
})();
