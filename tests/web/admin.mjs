// What the tests of the administration share.

export async function adminPage(stage, path, heading) {
  const page = await stage.person("admin");
  await page.goto(path);
  await page.getByRole("heading", { name: heading, exact: true, level: 1 }).waitFor();
  return page;
}

export const rowIn = (page, table, text) => page.getByRole("table", { name: table, exact: true }).getByRole("row").filter({ hasText: text });
export const press = (scope, name) => scope.getByRole("button", { name, exact: true }).click();
export const gone = (locator) => locator.waitFor({ state: "detached" });

/** Is the middle of it seen, and nothing over it? */
export const inView = (locator) => locator.evaluate((element) => {
  const box = element.getBoundingClientRect();
  return element.contains(document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2));
});

export async function fromMenu(page, name, item) {
  await press(page, `Actions for ${name}`);
  await page.getByRole("menuitem", { name: item, exact: true }).click();
}

export async function choose(page, label, option) {
  await page.getByRole("combobox", { name: label, exact: true }).click();
  await page.getByRole("option", { name: option, exact: true }).click();
}
