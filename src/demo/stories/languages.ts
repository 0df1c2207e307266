import { daysAgo, mia, minutesAgo, olu, visitor, type Story } from '../story';

/** Not everybody writes English, nor from left to right. */
export const languages: Story[] = [
  {
    visitor: {
      name: 'ليلى حداد',
      email: 'layla@example.org',
      country: 'EG',
      language: 'ar',
      browser: 'Chrome 141',
      os: 'Android 16',
    },
    last: minutesAgo(74),
    state: 'unread',
    assigned: 'olu',
    tags: ['delivery'],
    pages: ['Wren chair'],
    lines: [
      visitor('مرحبا، هل تشحنون إلى القاهرة؟ أريد أربعة كراسي Wren.'),
      olu('مرحبا ليلى، نعم. الشحن إلى القاهرة يستغرق حوالي ثلاثة أسابيع ويكلف 160 يورو.', { after: 6 }),
      visitor('ممتاز. وهل يمكن اختيار لون القماش؟', { after: 3 }),
      olu('بالطبع، لدينا اثنا عشر لونا. هذه هي العينات.', { file: 'fabric-samples.jpg', after: 2 }),
      visitor('جميلة جدا! أحب اللون الثالث، الأخضر.', { after: 9 }),
    ],
  },
  {
    visitor: {
      name: 'Chloé Martin',
      email: 'chloe.martin@example.org',
      country: 'FR',
      language: 'fr',
      browser: 'Safari 26',
      os: 'macOS 26',
    },
    last: daysAgo(1, '17:12'),
    state: 'closed',
    tags: ['invoice'],
    lines: [
      visitor('Bonsoir, il me faudrait une facture au nom de mon entreprise pour la commande 1027.'),
      mia('Bonsoir Chloé, bien sûr. Quel nom et quel numéro de TVA faut-il indiquer ?', { after: 4 }),
      visitor('Atelier Martin SARL, le numéro est dans mon compte.', { after: 2 }),
      mia('Voilà, je viens de vous l’envoyer par e-mail. L’ancienne facture est annulée.', { after: 5 }),
      visitor('Reçue, merci beaucoup. Bonne soirée !', { after: 3 }),
    ],
  },
  {
    visitor: {
      name: 'Lena Vogel',
      email: 'lena.vogel@example.org',
      country: 'AT',
      language: 'de',
      browser: 'Firefox 144',
      os: 'Linux',
    },
    last: daysAgo(2, '10:38'),
    state: 'closed',
    tags: ['before buying'],
    pages: ['Stack shelf'],
    lines: [
      visitor('Guten Morgen! Hält das Regal auch an einer Wand aus Gipskarton?'),
      mia('Guten Morgen, ja, mit Hohlraumdübeln. Rechnen Sie mit 15 kg je Brett statt 40.', { after: 6 }),
      visitor('Das reicht für Taschenbücher. Sind die Dübel dabei?', { after: 2 }),
      mia('Nein, weil jede Wand andere braucht. Ich lege Ihnen gern passende dazu, schreiben Sie es einfach in die Bestellung.'),
      visitor('Perfekt, danke!', { after: 1 }),
    ],
  },
  {
    visitor: { name: 'Mateo García', country: 'ES', language: 'es', browser: 'Chrome 141', os: 'Windows 11' },
    last: daysAgo(2, '19:55'),
    state: 'closed',
    tags: ['returns'],
    lines: [
      visitor('Hola, la lámpara es preciosa, pero demasiado grande para mi mesa. ¿Puedo devolverla?'),
      olu('Hola Mateo, claro que sí. Tienes cuarenta días, y la recogida corre por nuestra cuenta.', { after: 8 }),
      olu('¿Te viene bien el lunes por la mañana?'),
      visitor('El lunes perfecto. ¡Gracias!', { after: 4 }),
    ],
  },
  {
    visitor: { name: 'Ines Costa', country: 'PT', language: 'pt', browser: 'Edge 141', os: 'Windows 11' },
    last: daysAgo(4, '11:20'),
    state: 'closed',
    tags: ['before buying'],
    lines: [
      visitor('Bom dia, a mesa Fen existe em 180 cm?'),
      olu('Bom dia Inês, fazemos por medida. Com 180 cm demora sete semanas e custa o mesmo.', { after: 5 }),
      visitor('Ótimo, vou falar com o meu marido. Obrigada!', { after: 3 }),
    ],
  },
  {
    website: 'workshop',
    visitor: { name: 'Farid', country: 'MA', language: 'fr', browser: 'Chrome 141', os: 'Android 16' },
    last: daysAgo(6, '15:03'),
    state: 'closed',
    tags: ['repair'],
    lines: [
      visitor('Bonjour, vous réparez aussi les meubles d’autres maisons ?'),
      mia('Bonjour Farid, oui, si c’est du bois massif. Envoyez-nous une photo et nous faisons un devis.', { after: 11 }),
      visitor('Très bien, je le ferai ce week-end.', { after: 4 }),
    ],
  },
  {
    visitor: { name: 'سامي', country: 'JO', language: 'ar', browser: 'Safari 26', os: 'iOS 26' },
    last: daysAgo(5, '13:47'),
    state: 'closed',
    tags: ['delivery'],
    lines: [
      visitor('وصل الطلب اليوم، شكرا لكم. التغليف كان ممتازا.'),
      olu('شكرا لك يا سامي! نتمنى لك أوقاتا سعيدة معه.', { after: 9 }),
    ],
  },
];
