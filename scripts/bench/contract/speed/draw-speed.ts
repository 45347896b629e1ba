import type { SpeedRow } from './bench-speed.ts';

const [width, height, left, bottom, top] = [640, 320, 56, 40, 20];

/** Time over size as an SVG, with the straight line from nothing through the whole document for comparison. Pure. */
export const drawSpeed = (rows: readonly SpeedRow[]): string => {
  const most = {
    x: Math.max(...rows.map(({ megabytes }) => megabytes)),
    y: Math.max(...rows.map(({ cpuSeconds }) => cpuSeconds)),
  };
  const x = (megabytes: number) => (left + (megabytes / most.x) * (width - left - 24)).toFixed(1);
  const y = (seconds: number) => (height - bottom - (seconds / most.y) * (height - bottom - top)).toFixed(1);
  const label = (text: string, at: { readonly x: string; readonly y: string }, anchor = 'middle') =>
    `<text x="${at.x}" y="${at.y}" text-anchor="${anchor}">${text}</text>`;
  const marks = [0, 0.25, 0.5, 0.75, 1];
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="12" fill="#555">`,
    `<rect width="${width}" height="${height}" fill="#fff"/>`,
    ...marks.map(
      (mark) =>
        `<line x1="${left}" x2="${width - 24}" y1="${y(most.y * mark)}" y2="${y(most.y * mark)}" stroke="#e5e5e5"/>`,
    ),
    ...marks.map((mark) =>
      label(`${(most.y * mark).toFixed(1)} s`, { x: String(left - 8), y: y(most.y * mark) }, 'end'),
    ),
    ...marks.map((mark) =>
      label(`${(most.x * mark).toFixed(1)} MB`, { x: x(most.x * mark), y: String(height - bottom + 20) }),
    ),
    `<line x1="${x(0)}" y1="${y(0)}" x2="${x(most.x)}" y2="${y(most.y)}" stroke="#bbb" stroke-dasharray="4 4"/>`,
    `<polyline fill="none" stroke="#2f5f9e" stroke-width="2" points="${rows.map((row) => `${x(row.megabytes)},${y(row.cpuSeconds)}`).join(' ')}"/>`,
    ...rows.map((row) => `<circle cx="${x(row.megabytes)}" cy="${y(row.cpuSeconds)}" r="4" fill="#2f5f9e"/>`),
    '</svg>',
    '',
  ].join('\n');
};
