// @ts-check
/* What Dash gives to scripts: one namespace, which it fills when it starts. main.js puts in it what
   Dash calls; nothing else of ours is global. */

const client = (window.dash_clientside = window.dash_clientside || /** @type {DashClient} */ ({}));

export { client };
