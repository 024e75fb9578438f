// The sentences behind a fact, in a panel beside the drawing.
import { element } from "./dom";

export class Panel {
  readonly element = element("aside", "panel");
  /** What it was opened from, which has the focus again when it is closed. */
  private opener: HTMLElement | null = null;

  constructor(private readonly close: string, private readonly stage: HTMLElement) {
    this.element.hidden = true;
    this.element.setAttribute("aria-live", "polite");
    this.element.addEventListener("keydown", (event) => {
      if (event.key === "Escape") this.shut();
    });
  }

  async show(fact: string, opener: HTMLElement | null = null): Promise<void> {
    this.opener = opener;
    const answer = await fetch(`/fact/${encodeURIComponent(fact)}`, { headers: { Accept: "text/html" } });
    if (!answer.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const close = element("button", "close", this.close);
    close.addEventListener("click", () => this.shut());
    this.element.replaceChildren(close, ...page.querySelector("main")!.childNodes);
    this.element.hidden = false;
    close.focus();
  }

  private shut(): void {
    this.element.hidden = true;
    (this.opener?.isConnected ? this.opener : this.stage).focus();
  }
}
