// @ts-check
/* Has the browser keep the site for places without a network, where the operator offers it. */

const root = document.body.dataset.root ?? "";

navigator.serviceWorker?.register(`${root}/service-worker.js`, { scope: `${root}/` });
