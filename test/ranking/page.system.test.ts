import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { chromium, type Browser, type Page } from 'playwright-core';
import { startService, type ServiceProcess } from '../../scripts/platform/start-service.ts';
import { isAlive } from './platform-rig.builder.ts';

let service: ServiceProcess;
let browser: Browser;
const pages: Page[] = [];

beforeAll(async () => {
  service = await startService({ script: 'scripts/now-playing-page/main.ts' });
  browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
});
afterEach(async () => {
  for (const page of pages.splice(0)) await page.close();
});
afterAll(async () => {
  await browser.close();
  await service.stop();
  expect(isAlive(service.pid)).toBe(false);
});

const open = async (width: number): Promise<{ page: Page; problems: string[] }> => {
  const page = await browser.newPage({ viewport: { width, height: 900 } });
  pages.push(page);
  const problems: string[] = [];
  page.on('pageerror', ({ message }) => problems.push(message));
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(message.text());
  });
  await page.goto(service.url);
  await page.locator('.card').first().waitFor();
  return { page, problems };
};

const rungOf = (page: Page) => page.locator('#rung').textContent();
const choose = (page: Page, name: string, value: string) =>
  page.locator(`input[name="${name}"][value="${value}"]`).check({ force: true });

test.each([1280, 400])(
  'At %i pixels the live service fills the view, nothing overflows and nothing fails',
  async (width) => {
    const { page, problems } = await open(width);
    expect(await page.locator('.card').count()).toBeGreaterThanOrEqual(10);
    const overflow = await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
    expect(overflow).toBe(0);
    expect(problems).toEqual([]);
  },
);

test('The page runs no script but its own', async () => {
  const answer = await fetch(service.url, { signal: AbortSignal.timeout(5000) });
  expect(answer.status).toBe(200);
  expect(answer.headers.get('content-security-policy')).toMatch(/default-src 'none'; script-src 'self'/);
});

test('A rung that is chosen is what answers, and the cards say where they moved', async () => {
  const { page } = await open(1280);
  await expect.poll(() => rungOf(page), { timeout: 30_000 }).toBe('Full model');
  await choose(page, 'rung', 'popularity');
  await expect.poll(() => rungOf(page)).toBe('Popularity: asked for');
  expect(await page.locator('.move').count()).toBeGreaterThan(0);
});

test('An arm that is chosen is the one that answers', async () => {
  const { page } = await open(1280);
  await choose(page, 'arm-artist-variety', 'more-artists');
  await expect.poll(() => page.locator('#facts').textContent()).toContain('more-artists');
});

test('Dead features degrade the view, which says so, and the next view is whole once they are well', async () => {
  const { page, problems } = await open(1280);
  await choose(page, 'fault', 'dead');
  await expect.poll(() => rungOf(page)).toContain('features did not come in time');
  expect(await page.locator('.card').count()).toBeGreaterThanOrEqual(10);
  await choose(page, 'fault', 'none');
  const again = async () => {
    await page.locator('#again').click();
    return rungOf(page);
  };
  await expect.poll(again, { timeout: 60_000, interval: 300 }).toBe('Full model');
  expect(problems).toEqual([]);
});

test('Taking a track plays it, and the view is filled for it', async () => {
  const { page } = await open(1280);
  const first = page.locator('.card[data-id^="track-"]').first();
  const name = await first.locator('.name').textContent();
  await first.click();
  await expect.poll(() => page.locator('#title').textContent()).toBe(name);
});
