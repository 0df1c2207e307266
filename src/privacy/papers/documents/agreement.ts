import { categoryWords } from '../../notice/notice-words';
import type { PaperContext } from '../paper-context.service';
import type { PaperSection } from '../paper.types';
import { noticePeriodDays } from './registers';

/** Goes up when a clause changes: whoever accepted an earlier one is asked again. */
export const agreementVersion = '1';

/** The clauses of Art. 28(3) GDPR, in their order: title and text. */
const clauses: readonly [title: string, text: string][] = [
  ['papers.agreement.subject', 'papers.agreement.subjectText'],
  ['papers.agreement.instructions', 'papers.agreement.instructionsText'],
  ['papers.agreement.secrecy', 'papers.agreement.secrecyText'],
  ['papers.agreement.security', 'papers.agreement.securityText'],
  ['papers.agreement.others', 'papers.agreement.othersText'],
  ['papers.agreement.rights', 'papers.agreement.rightsText'],
  ['papers.agreement.help', 'papers.agreement.helpText'],
  ['papers.agreement.end', 'papers.agreement.endText'],
  ['papers.agreement.proof', 'papers.agreement.proofText'],
];

/** Between the workspace, which decides, and the operator, who carries it out. */
export function agreement({ t, say, workspace, operator, facts }: PaperContext): PaperSection[] {
  const values = { days: noticePeriodDays, hours: 48 };
  const kinds = facts.held.map(({ category }) => category);
  return [
    {
      title: t('papers.agreement.parties'),
      text: t('papers.agreement.partiesText', {
        controller:
          [workspace.legalName, workspace.address.replaceAll('\n', ', ')].filter(Boolean).join(', ') || t('papers.notSaid'),
        processor:
          [operator.legalName, operator.address.replaceAll('\n', ', ')].filter(Boolean).join(', ') || t('papers.notSaid'),
      }),
    },
    ...clauses.map(([title, text], index) => ({ title: `${index + 1}. ${t(title)}`, text: t(text, values) })),
    {
      title: t('papers.agreement.annex'),
      text: t('papers.agreement.annexText', {
        kinds: say({ list: kinds.map((category) => ({ key: categoryWords[category] })) }),
      }),
    },
  ];
}
