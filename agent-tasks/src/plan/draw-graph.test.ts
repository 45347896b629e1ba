import { expect, it } from 'vitest';
import { drawGraph } from './draw-graph.ts';
import { parsePlan } from './parse-plan.ts';
import { buildMap } from './repository-map.builder.ts';

it('draws what runs at once, what waits and why, and who may break whom', () => {
  const map = buildMap({
    'src/vat.ts': [],
    'src/tax.ts': ['src/vat.ts'],
    'src/cart.ts': ['src/tax.ts'],
    'docs/a.md': [],
  });
  const { plan } = parsePlan(`version: 1
tasks:
  - { id: vat, prompt: Round VAT, scope: { write: [src/vat.ts] } }
  - { id: tax, prompt: Show tax, dependsOn: [vat], scope: { write: [src/tax.ts] } }
  - { id: docs, prompt: Tell it, dependsOn: [vat], scope: { write: [docs/**] } }
  - { id: cart, prompt: Sum up, scope: { write: [src/cart.ts] } }
`);
  expect(drawGraph(plan?.tasks ?? [], map)).toMatchInlineSnapshot(`
    "at once
      vat   Round VAT
      cart  Sum up

    then (2)
      tax   Show tax
            └ after vat: \`vat\` may write \`src/vat.ts\`, which \`src/tax.ts\` of \`tax\` imports (line 1)
      docs  Tell it
            └ after vat: the plan says so; nothing in the repository does

    side by side, and may break each other
      \`tax\` may write \`src/tax.ts\`, which \`src/cart.ts\` of \`cart\` imports (line 1)"
  `);
});
