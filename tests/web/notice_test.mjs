// shows: J4 J5
const pages = { agent1: ["/agent", "/alerts", "/search"], supervisor1: ["/supervisor", "/alerts", "/insights"], admin: ["/admin", "/admin/sentiment"] };

export const tests = {
  "every staff page carries the notice that sentiment is measured, and shows the whole of it": async (stage) => {
    for (const [name, paths] of Object.entries(pages)) {
      const page = await stage.person(name);
      for (const path of paths) {
        await page.goto(path);
        await page.getByRole("contentinfo", { name: "What this is for" }).getByText(/^Customers’ sentiment is measured/).waitFor();
      }
      await page.getByRole("button", { name: "Full notice" }).press("Enter");
      await page.getByRole("dialog", { name: "What this is for" }).getByText(/Do not use it for decisions about anyone’s employment/).waitFor();
      await page.keyboard.press("Escape");
      await page.getByRole("dialog").waitFor({ state: "detached" });
    }
  },
};
