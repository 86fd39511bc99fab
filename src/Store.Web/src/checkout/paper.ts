/** Prints a page of its own from the app, without a window that a browser could block. */
export function printPage(html: string): void {
  const frame = document.createElement('iframe');
  frame.style.cssText = 'position:fixed;width:0;height:0;border:0;visibility:hidden';
  frame.srcdoc = html;
  frame.onload = () => {
    const page = frame.contentWindow;
    if (!page) return;
    page.onafterprint = () => {
      frame.remove();
      // The till's keys are pressed in the app.
      window.focus();
    };
    page.focus();
    page.print();
  };
  document.body.append(frame);
}
