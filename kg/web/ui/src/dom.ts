// Small helpers for what is on the page, and for what it is shown on.
export function element<Name extends keyof HTMLElementTagNameMap>(name: Name, kind = "", words = ""): HTMLElementTagNameMap[Name] {
  const made = document.createElement(name);
  if (kind) made.className = kind;
  if (words) made.textContent = words;
  return made;
}

export function isDark(): boolean {
  const chosen = document.documentElement.dataset.theme;
  return chosen ? chosen === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
}

/** Whether drawings are made in software, without a graphics card. */
export function unaided(): boolean {
  const context = document.createElement("canvas").getContext("webgl");
  if (!context) return true;
  const plain = String(context.getParameter(context.RENDERER));
  const more = plain.startsWith("WebKit") ? context.getExtension("WEBGL_debug_renderer_info") : null;
  const name = more ? String(context.getParameter(more.UNMASKED_RENDERER_WEBGL)) : plain;
  context.getExtension("WEBGL_lose_context")?.loseContext();
  return /swiftshader|llvmpipe|softpipe|software|basic render/i.test(name);
}
