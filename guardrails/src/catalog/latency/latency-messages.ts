import type { FindingData, Json } from '../../guardrail.ts';

type Messages = { readonly [code: string]: (data: FindingData) => string };

/** The texts of the `latency` guardrail: base beside head, why it matters, what to do. Pure. */
export const latencyMessages: Messages = {
  'latency/p50-regression': (data) =>
    `${show(data['service'])} became slower: the middle answer took ${ms(data['baseP50Ms'])} at base and ` +
    `${ms(data['headP50Ms'])} at head, ${percentAbove(data['ratio'])} (at least ${percentAbove(data['ratioAtLeast'])}; ` +
    `allowed is ${percent(data['allowed'])}). ${measured(data)} Every user waits for this. Look in the diff for work that each ` +
    `request now does: a call or an await in a loop, a lost cache, a synchronous call, a larger answer.`,
  'latency/tail-regression': (data) =>
    `${show(data['service'])} has a slower tail: in ${show(data['headOnly'])} pairs only head took more than ` +
    `${show(data['times'])} times base's median, in ${show(data['baseOnly'])} only base ` +
    `(${percent(data['excess'])} of the requests moved; chance of that without a regression: ${show(data['pValue'])}). p99 was ` +
    `${ms(data['baseP99Ms'])} at base and ${ms(data['headP99Ms'])} at head. ${measured(data)} A page that makes many calls meets the tail ` +
    `each time. Look in the diff for work that some requests now do: a cache miss, a retry, a large input, a pause of the garbage collector.`,
  'latency/budget-exceeded': (data) =>
    `${show(data['service'])} is over its budget: ${show(data['budget'])} of head is ${ms(data['headMs'])}, and ` +
    `${ms(data['limitMs'])} is allowed${data['isNew'] === true ? '' : ` (base: ${ms(data['baseMs'])})`}. ${measured(data)} ` +
    (data['isBaseOver'] === true
      ? `Base is over it too, so this change is not to blame: the machine is too slow for the budget, or an earlier change is.`
      : `Make the answer cheaper, or let a person raise the budget in interlock.config.json on base.`),
  'latency/answers-differ': (data) =>
    data['what'] === 'status'
      ? `${show(data['service'])} answers ${show(data['request'])} with ${show(data['head'])} at head and ${show(data['base'])} at ` +
        `base${Number(data['times']) > 1 ? `, ${show(data['times'])} times` : ''}. A faster wrong answer is no gain, so the times were not compared. ` +
        `Repair the answer; if it is meant, correct the request file on base first.`
      : `${show(data['service'])} gives ${show(data['request'])} another shape: gone at head: ${show(data['base'])}; new at head: ` +
        `${show(data['head'])}. Times of unlike answers are compared with care: make sure that the change is meant.`,
  'latency/server-failed': (data) =>
    `${show(data['service'])} ${data['stage'] === 'start' ? 'does not start' : 'died under traffic'} at head, while base lives: ` +
    `${show(data['why'])}. Its last lines: ${lines(data['lastLines'])} Start it with the command of interlock.config.json ` +
    `(read-only checkout, no network but loopback, $PORT set) and repair what it says.`,
  'latency/new-service': (data) =>
    `${show(data['service'])} is new: base has nothing to compare it with, so ` +
    (data['isMeasured'] === true ? `only its budgets were judged.` : `and it has no budgets, nothing was measured.`) +
    ` From the next change on, regressions are judged.`,
};

const show = (value: Json | undefined): string => (typeof value === 'string' ? value : JSON.stringify(value ?? null));
const ms = (value: Json | undefined): string => `${Number(value).toPrecision(3)} ms`;
const percent = (value: Json | undefined): string => `+${(Number(value) * 100).toFixed(1)} %`;
const percentAbove = (value: Json | undefined): string => percent(Number(value) - 1);
const lines = (value: Json | undefined): string =>
  Array.isArray(value) && value.length > 0 ? value.map((line) => show(line as Json)).join(' | ') : 'none.';
const measured = (data: FindingData): string =>
  `Measured side by side: ${show(data['pairs'])} pairs of requests in random order, ${show(data['starts'])} starts of both.`;
