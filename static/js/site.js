/* The one script of public pages. All works without it, with a step more. It stores nothing; docs/decisions/one-script.md. */
"use strict";
{
  const TIMES = { lost: 8000, slow: 500, stray: 1000, pause: 1000 }; // milliseconds

  const send = async (address, body) => {
    const signal = AbortSignal.timeout(TIMES.lost);
    const { ok, url } = await fetch(`${address}send/`, { method: "POST", body, keepalive: true, signal });
    return ok && url.startsWith(`${address}thanks/`);
  };

  const made = (name, properties) => Object.assign(document.createElement(name), properties);

  /** Keep the yes or no at the foot of a page where it is pressed. If that fails, the next press is the form's own. */
  document.addEventListener("submit", async (event) => {
    const { target: form, submitter } = event;
    const isHere = form.matches(".feedback-bar form") && form.action.startsWith(`${location.origin}/`);
    if (!isHere || !submitter || form.elements.key) return;
    // A one-time key as careers/forms/one_time.py reads it: the day, and enough that is random.
    const key = `${new Date().toISOString().slice(0, 10)}.${(crypto.randomUUID() + crypto.randomUUID()).slice(0, 43)}`;
    event.preventDefault();
    const [said, buttons] = form.querySelectorAll("p");
    if (buttons.ariaBusy) return;
    buttons.ariaBusy = "true";
    const waiting = setTimeout(() => (said.textContent = "Sending your answer…"), TIMES.slow);
    const answer = new URLSearchParams({ page: form.elements.page.value, helpful: submitter.value, key });
    const isKept = await send(form.action, answer).catch(() => false);
    clearTimeout(waiting);
    buttons.ariaBusy = null;
    if (!isKept) {
      said.textContent = "That did not work. Press again.";
      form.append(made("input", { type: "hidden", name: "key", value: key }));
      return;
    }
    said.textContent = "Thank you. Your answer is kept.";
    const href = `${form.action}?${answer}`;
    const why = made("a", { className: "button button-quiet", href, textContent: "Tell us why" });
    const hadFocus = buttons.contains(document.activeElement);
    buttons.replaceChildren(why);
    if (hadFocus) why.focus();
    // The second press of a double click was meant for the button.
    const since = performance.now();
    why.addEventListener("click", (press) => performance.now() - since < TIMES.stray && press.preventDefault());
  });

  /** Say how much room a text has left: at once to see, in a pause to hear. The server is the judge. */
  let pause;
  document.addEventListener("input", ({ target: field }) => {
    const seen = document.getElementById(`${field.id}-room`);
    if (!seen) return;
    const left = seen.dataset.limit - [...field.value.trim()].length;
    seen.textContent = `Characters ${left < 0 ? "too many" : "left"}: ${Math.abs(left).toLocaleString("en-GB")}`;
    seen.classList.toggle("is-over", left < 0);
    clearTimeout(pause);
    pause = setTimeout(() => (seen.nextElementSibling.textContent = seen.textContent), TIMES.pause);
  });
}
