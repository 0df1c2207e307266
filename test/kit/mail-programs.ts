/**
 * Answers as mail programs write them, whole, with the marks that each of them leaves: made by hand after what such programs send, with
 * invented people.
 */
export interface ProgramAnswer {
  program: string;
  raw: string;
  /** What its writer wrote. */
  own: string;
}

const support = 'support+01hzzzzzzzzzzzzzzzzzzzzzzaabcdefghjkmnpqr@alder.example';
const team = [
  'You were away when Alder answered. This is what you missed:',
  '',
  'Ben:',
  'Which colour?',
  '',
  '--',
  'Answer this mail: it arrives in the same conversation.',
];
const quoted = team.map((line) => (line ? `> ${line}` : '>')).join('\n');
const plain = team.join('\n');
const htmlTeam =
  '<p>You were away when Alder answered.</p><blockquote><p><strong>Ben</strong></p><p>Which colour?<br></p></blockquote><p>Answer this mail.</p>';

const head = (type: string) =>
  [
    'From: =?utf-8?B?QW5hIFNpbHZh?= <ana@example.com>',
    `To: Alder <${support}>`,
    'Subject: Re: The answer of Alder',
    'Message-ID: <answer@example.com>',
    'In-Reply-To: <01hzzzzzzzzzzzzzzzzzzzzzza@alder.example>',
    'MIME-Version: 1.0',
    `Content-Type: ${type}`,
  ].join('\n');
const part = (type: string, text: string) =>
  `Content-Type: ${type}; charset=utf-8\nContent-Transfer-Encoding: base64\n\n${Buffer.from(text.replaceAll('\n', '\r\n')).toString('base64').replace(/.{76}/g, '$&\n')}\n`;
const finished = (raw: string) => raw.replaceAll('\n', '\r\n');

const text = (program: string, own: string, body: string): ProgramAnswer => {
  const whole = part('text/plain', body);
  return { program, own, raw: finished(`${head('X').replace('\nContent-Type: X', '')}\n${whole}`) };
};
const html = (program: string, own: string, body: string): ProgramAnswer => {
  const whole = part('text/html', `<html><head><style>p { margin: 0 }</style></head><body>${body}</body></html>`);
  return { program, own, raw: finished(`${head('X').replace('\nContent-Type: X', '')}\n${whole}`) };
};
const both = (program: string, own: string, body: string, page: string): ProgramAnswer => ({
  program,
  own,
  raw: finished(
    `${head('multipart/alternative; boundary="b1"')}\n\n--b1\n${part('text/plain', body)}\n--b1\n${part('text/html', page)}\n--b1--\n`,
  ),
});

const own = 'The blue one, please.\n\nAnd wrap it as a present.';
const ownHtml = '<div>The blue one, please.</div><div><br></div><div>And wrap it as a present.</div>';
const gmail = (intro: string) =>
  `<div dir="ltr">${ownHtml}</div><br><div class="gmail_quote"><div dir="ltr" class="gmail_attr">${intro}<br></div><blockquote class="gmail_quote" style="margin:0 0 0 .8ex">${htmlTeam}</blockquote></div>`;
const address = `&lt;<a href="mailto:${support}">${support}</a>&gt;`;
/** Outlook draws a line above the heads of the mail, and quotes without any mark. */
const outlook = (heads: string[]) =>
  `<div class="WordSection1"><p class="MsoNormal">The blue one, please.<o:p></o:p></p><p class="MsoNormal"><o:p>&nbsp;</o:p></p><p class="MsoNormal">And wrap it as a present.<o:p></o:p></p><div style="border:none;border-top:solid #E1E1E1 1.0pt"><p class="MsoNormal">${heads.map((line) => line.replace(/^(.+?:)/, '<b>$1</b>')).join('<br>')}<o:p></o:p></p></div>${htmlTeam}</div>`;
const outlookText = (heads: string[]) => `${own}\n\n${heads.join('\n')}\n\n${plain}`;

const heads = {
  en: [
    'From: Alder <support@alder.example>',
    'Sent: Monday, November 23, 2026 10:02 AM',
    'To: Ana <ana@example.com>',
    'Subject: The answer of Alder',
  ],
  de: [
    'Von: Alder <support@alder.example>',
    'Gesendet: Montag, 23. November 2026 10:02',
    'An: Ana <ana@example.com>',
    'Betreff: Die Antwort von Alder',
  ],
  fr: [
    'De : Alder <support@alder.example>',
    'Envoyé : lundi 23 novembre 2026 10:02',
    'À : Ana <ana@example.com>',
    'Objet : La réponse de Alder',
  ],
  es: [
    'De: Alder <support@alder.example>',
    'Enviado el: lunes, 23 de noviembre de 2026 10:02',
    'Para: Ana <ana@example.com>',
    'Asunto: La respuesta de Alder',
  ],
  ar: [
    'من: Alder <support@alder.example>',
    'تاريخ الإرسال: الاثنين، 23 نوفمبر 2026 10:02',
    'إلى: Ana <ana@example.com>',
    'الموضوع: الرد من Alder',
  ],
  nameless: ['From: Alder', 'Sent: Monday, November 23, 2026 10:02 AM', 'To: Ana', 'Subject: The answer of Alder'],
};
const escaped = (lines: string[]) => lines.map((line) => line.replace('<', '&lt;').replace('>', '&gt;'));
const line = '________________________________';

export const programAnswers: ProgramAnswer[] = [
  both(
    'Gmail',
    own,
    `${own}\n\nOn Mon, Nov 23, 2026 at 10:02 AM Alder <\n${support}>\nwrote:\n\n${quoted}`,
    gmail(`On Mon, Nov 23, 2026 at 10:02 AM Alder ${address} wrote:`),
  ),
  both(
    'Gmail, German',
    own,
    `${own}\n\nAm Mo., 23. Nov. 2026 um 10:02 Uhr schrieb Alder <\n${support}>:\n\n${quoted}`,
    gmail(`Am Mo., 23. Nov. 2026 um 10:02 Uhr schrieb Alder ${address}:`),
  ),
  both(
    'Gmail, French',
    own,
    `${own}\n\nLe lun. 23 nov. 2026 à 10:02, Alder <\n${support}> a\nécrit :\n\n${quoted}`,
    gmail(`Le lun. 23 nov. 2026 à 10:02, Alder ${address} a écrit :`),
  ),
  both(
    'Gmail, Spanish',
    own,
    `${own}\n\nEl lun, 23 nov 2026 a las 10:02, Alder (<\n${support}>)\nescribió:\n\n${quoted}`,
    gmail(`El lun, 23 nov 2026 a las 10:02, Alder (${address}) escribió:`),
  ),
  both(
    'Gmail, Arabic',
    own,
    `${own}\n\nفي الاثنين، 23 نوفمبر 2026 في 10:02 ص تمت كتابة ما يلي بواسطة \u202aAlder\u202c‏ <\u202a${support}\u202c‏>:\n\n${quoted}`,
    gmail('x'),
  ),
  html('Gmail, the page alone', own, gmail(`On Mon, Nov 23, 2026 at 10:02 AM Alder ${address} wrote:`)),
  ...(['en', 'de', 'fr', 'es', 'ar', 'nameless'] as const).flatMap((language) => [
    text(`Outlook for Windows, text, ${language}`, own, outlookText(heads[language])),
    html(`Outlook for Windows, page, ${language}`, own, outlook(escaped(heads[language]))),
  ]),
  text('Outlook on the web', own, `${own}\n\n${line}\n${heads.en.join('\n')}\n\n${plain}`),
  html(
    'Outlook on the web, page',
    own,
    `${ownHtml}<hr tabindex="-1" style="display:inline-block;width:98%"><div id="divRplyFwdMsg" dir="ltr"><font face="Calibri">${escaped(
      heads.en,
    )
      .map((one) => one.replace(/^(.+?:)/, '<b>$1</b>'))
      .join('<br>')}</font><div>&nbsp;</div></div><div>${htmlTeam}</div>`,
  ),
  text(
    'Outlook for iOS',
    own,
    `${own}\n\nGet Outlook for iOS<https://aka.ms/o0ukef>\n${line}\n${heads.en.join('\n')}\n\n${plain}`,
  ),
  text(
    'Outlook for Android, German',
    own,
    `${own}\n\nOutlook für Android<https://aka.ms/AAb9ysg> herunterladen\n${line}\n${heads.de.join('\n')}\n\n${plain}`.replace(
      'Outlook für Android<https://aka.ms/AAb9ysg> herunterladen',
      'Gesendet von Outlook für Android',
    ),
  ),
  text('Apple Mail', own, `${own}\n\n> On 23 Nov 2026, at 10:02, Alder <${support}> wrote:\n> \n${quoted}`),
  text('Apple Mail, German', own, `${own}\n\n> Am 23.11.2026 um 10:02 schrieb Alder <${support}>:\n> \n${quoted}`),
  text('Apple Mail, French', own, `${own}\n\n> Le 23 nov. 2026 à 10:02, Alder <${support}> a écrit :\n> \n${quoted}`),
  text('Apple Mail, Spanish', own, `${own}\n\n> El 23 nov 2026, a las 10:02, Alder <${support}> escribió:\n> \n${quoted}`),
  html(
    'Apple Mail, page',
    own,
    `${ownHtml}<div><br><blockquote type="cite"><div>On 23 Nov 2026, at 10:02, Alder ${address} wrote:</div><br><div>${htmlTeam}</div></blockquote></div><br>`,
  ),
  ...(
    [
      ['English', 'Sent from my iPhone', `On 23 Nov 2026, at 10:02, Alder <${support}> wrote:`],
      ['German', 'Von meinem iPhone gesendet', `Am 23.11.2026 um 10:02 schrieb Alder <${support}>:`],
      ['French', 'Envoyé de mon iPhone', `Le 23 nov. 2026 à 10:02, Alder <${support}> a écrit :`],
      ['Spanish', 'Enviado desde mi iPhone', `El 23 nov 2026, a las 10:02, Alder <${support}> escribió:`],
      ['Arabic', 'أُرسلت من الـ iPhone', `في ٢٣ نوفمبر ٢٠٢٦، الساعة ١٠:٠٢ ص، كتب/كتبت Alder <${support}>:`],
    ] as const
  ).map(([language, phone, intro]) =>
    text(`iPhone, ${language}`, own, `${own}\n\n${phone}\n\n> ${intro}\n> \n> \ufeff${quoted.slice(2)}`),
  ),
  text(
    'Samsung',
    own,
    `${own}\n\nSent from my Galaxy\n\n\n-------- Original message --------\nFrom: Alder <${support}>\nDate: 23/11/2026 10:02 (GMT+00:00)\nTo: ana@example.com\nSubject: The answer of Alder\n\n${plain}`,
  ),
  text(
    'Samsung, German',
    own,
    `${own}\n\nVon meinem/meiner Galaxy gesendet\n\n\n-------- Ursprüngliche Nachricht --------\nVon: Alder <${support}>\nDatum: 23.11.26 10:02 (GMT+01:00)\nAn: ana@example.com\nBetreff: Die Antwort von Alder\n\n${plain}`,
  ),
  text('Thunderbird', own, `${own}\n\nOn 23/11/2026 10:02, Alder wrote:\n${quoted}\n`),
  text('Thunderbird, answered below', own, `On 23/11/2026 10:02, Alder wrote:\n${quoted}\n\n${own}\n`),
  text(
    'Thunderbird, German, answered below, signed',
    own,
    `Am 23.11.26 um 10:02 schrieb Alder:\n${quoted}\n\n${own}\n\n-- \nAna Silva\nRua das Flores 1\n`,
  ),
  text('Thunderbird, French', own, `${own}\n\nLe 23/11/2026 à 10:02, Alder a écrit :\n${quoted}\n`),
  text('Thunderbird, Spanish, answered below', own, `El 23/11/26 a las 10:02, Alder escribió:\n${quoted}\n\n${own}`),
  text('Thunderbird for Android', own, `${own}\n\nAm 23. November 2026 10:02:11 MEZ schrieb Alder <${support}>:\n${quoted}`),
  text(
    'Yahoo',
    own,
    `${own}\n\n    On Monday, November 23, 2026 at 10:02:11 AM GMT, Alder <${support}> wrote:  \n \n ${plain.replaceAll('\n', '\n ')}`,
  ),
  html(
    'Yahoo, page',
    own,
    `${ownHtml}<div id="ydp1" class="yahoo_quoted"><div><div>On Monday, November 23, 2026 at 10:02:11 AM GMT, Alder ${address} wrote:</div><div><br></div><div>${htmlTeam}</div></div></div>`,
  ),
  text(
    'Proton',
    own,
    `${own}\n\nSent with Proton Mail secure email.\n\nOn Monday, November 23rd, 2026 at 10:02, Alder <${support}> wrote:\n\n${quoted}`,
  ),
  html(
    'a German portal',
    own,
    `${ownHtml}<div name="quote" style="margin:10px"><div><b>Gesendet:</b>&nbsp;Montag, 23. November 2026 um 10:02<br><b>Von:</b>&nbsp;Alder<br><b>An:</b>&nbsp;ana@example.com<br><b>Betreff:</b>&nbsp;Die Antwort von Alder</div><div>${htmlTeam}</div></div>`,
  ),
  text('Zoho', own, `${own}\n\n\n---- On Mon, 23 Nov 2026 10:02:11 +0000 Alder <${support}> wrote ----\n\n${plain}`),
  text('a signature', own, `${own}\n\n-- \nAna Silva\n+351 000 000\n`),
  text('nothing quoted', own, own),
  html('nothing quoted, page', own, ownHtml),
  text(
    'right to left',
    'الأزرق من فضلك.',
    `الأزرق من فضلك.\n\n-------- الرسالة الأصلية --------\nمن: Alder <${support}>\nالتاريخ: 23/11/2026\nإلى: ana@example.com\n\n${plain}`,
  ),
];

/** Answers between the lines: what was quoted belongs to them. */
export const inlineAnswers: ProgramAnswer[] = [
  text(
    'Thunderbird, between the lines',
    'On 23/11/2026 10:02, Alder wrote:\n> Which colour?\n\nBlue.\n\n> And which size?\n\nLarge.',
    'On 23/11/2026 10:02, Alder wrote:\n> Which colour?\n\nBlue.\n\n> And which size?\n\nLarge.\n\n-- \nAna',
  ),
];
