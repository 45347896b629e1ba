import { htmlPage } from '../../../report/html-page.ts';
import { htmlProse, verdictBadge } from '../../../report/html-pieces.ts';
import { html } from '../../../report/html-template.ts';
import type { Html } from '../../../report/html-template.ts';
import { plural } from '../../../report/summary.ts';
import { withoutLogCommands } from '../../../report/untrusted-text.ts';
import type { Changelog, ChangelogEntry, ChangelogGroup } from './changelog.ts';
import { changelogSentence, consumersSentence, entryLabel, semverWords } from './changelog-words.ts';

/** The changelog as one self-contained page, without script. Pure. */
export const formatChangelogHtml = (changelog: Changelog, title: string): string => {
  const { verdict, semver, groups, notChecked } = changelog;
  const body = html` <header>
      <p class="overline">${verdictBadge(verdict)} Interlock, changes of a contract</p>
      <h1>${capital(semverWords[semver])}</h1>
      <p class="lead">${title}. ${changelogSentence(changelog)}</p>
    </header>
    <main>
      ${groups.map(groupSection)}
      ${
        notChecked.length > 0 &&
        html`<section>
          <h2>Not checked</h2>
          <dl class="facts-list">
            ${notChecked.map(
              ({ what, why }) =>
                html`<div>
                  <dt>${what}</dt>
                  <dd>${htmlProse(why)}</dd>
                </div>`,
            )}
          </dl>
        </section>`
      }
    </main>
    <footer>
      <p>
        Proven: an example was checked against both versions. Certain: something is gone, so no example is needed.
        Possible: a rule fired and no example was found. <code>interlock explain CODE</code> says more of each.
      </p>
    </footer>`;
  return withoutLogCommands(htmlPage({ title: `${capital(semverWords[semver])}: ${title}`, body }));
};

const groupSection = ({ heading, entries }: ChangelogGroup): Html =>
  html`<section>
    <h2>
      ${/^([A-Z]+ )?\//.test(heading) ? html`<code>${heading}</code>` : heading}
      <small>${plural(entries.length, 'change')}</small>
    </h2>
    <ol class="findings">
      ${entries.map(entryItem)}
    </ol>
  </section>`;

const entryItem = (entry: ChangelogEntry): Html => {
  const { level, isBreaking, message, place, code, operations, consumers, witness } = entry;
  const consumed = consumersSentence(entry);
  return html` <li class="finding">
    <p class="level is-${isBreaking ? (level === 'error' ? 'error' : 'warning') : 'note'}">${entryLabel(entry)}</p>
    <p class="message">${htmlProse(message)}</p>
    <p class="code mono">${code}${place !== null && ` · ${place}`}</p>
    ${operations.length > 0 && html`<p class="quiet">Reaches ${operations.join(', ')}</p>`}
    ${
      witness !== null &&
      html`<details open>
        <summary>${witness.says}</summary>
        <pre>${witness.example}</pre>
        ${witness.why !== '' && html`<p class="quiet">${witness.why}</p>`}
      </details>`
    }
    ${
      consumed !== null &&
      html`<p class="quiet">${consumed}</p>
        ${
          consumers !== null &&
          consumers.length > 0 &&
          html`<ul>
            ${consumers.map((one) => html`<li class="mono">${one}</li>`)}
          </ul>`
        }`
    }
  </li>`;
};

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
