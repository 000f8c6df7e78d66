/* Start the editor with the forms that the preview has written, and keep two things that it does not keep by itself:
   what each file said when it was opened (so that no save undoes another), and what the check said (until it is mended). */
window.CMS_MANUAL_INIT = true;
(() => {
  const API = "/editor/api/v1";
  const marks = new Map();
  const ask = window.fetch;
  const notice = document.getElementById("t-editor-notice");

  const say = (text) => {
    notice.querySelector("pre").textContent = text;
    notice.hidden = false;
  };
  notice.querySelector("button").addEventListener("click", () => { notice.hidden = true; });

  window.fetch = async (address, options = {}) => {
    if (address !== API) return ask(address, options);
    const message = JSON.parse(options.body);
    const files = message.params?.dataFiles ?? [];
    for (const file of files) if (marks.has(file.path)) file.marks = marks.get(file.path);
    const response = await ask(address, { ...options, body: JSON.stringify(message) });
    const told = await response.clone().json();
    if (message.action === "getEntry" && response.ok) marks.set(told.file.path, told.marks);
    if (message.action === "persistEntry" && response.ok) {
      for (const entry of told.entries) marks.set(entry.file.path, entry.marks);
      notice.hidden = true;
    }
    if (!response.ok && message.action !== "getEntry") say(told.error); // what cannot be opened, the editor tells itself
    return response;
  };

  // Nobody signs in on their own machine: the editor's first page, with one button for that, is passed over.
  localStorage.setItem("decap-cms-user", JSON.stringify({ backendName: "proxy" }));

  // The editor speaks of publishing; here it saves a file, which the preview shows and nobody else sees.
  const reword = () => {
    const words = window.CMS.getLocale("en");
    Object.assign(words.editor.editorToolbar, {
      publish: "Save",
      publishNow: "Save now",
      publishing: "Saving…",
      published: "Saved",
      publishAndCreateNew: "Save and begin another",
      publishAndDuplicate: "Save and copy",
      deployButtonLabel: "See the page",
      deployPreviewPendingButtonLabel: "Look for the page",
    });
    words.collection.collectionTop.newButton = "New: %{collectionLabel}"; // the sign in its place is in few fonts
    words.ui.toast.entryPublished = "Saved";
    words.ui.toast.onFailToPersist = "Not saved. The reason stands below.";
    words.editor.editor.onLeavePage = "What you changed is not saved. Leave this page all the same?";
    window.CMS.registerLocale("en", words);
  };

  window.addEventListener("DOMContentLoaded", async () => {
    reword();
    const config = await (await ask("/editor/config.json")).json();
    window.CMS.init({ config });
  });
})();
