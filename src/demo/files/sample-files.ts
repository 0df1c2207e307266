import { carePaper, label, staircase } from './papers';
import { joint, samples, scratch } from './photographs';

const drawings: Record<string, string> = {
  'scratch.jpg': scratch,
  'chair-joint.jpg': joint,
  'fabric-samples.jpg': samples,
  'staircase.png': staircase,
  'label-1039.png': label,
};

/** The files that people send each other in the sample conversations, drawn on the spot. */
export async function sampleFile(name: string): Promise<Buffer> {
  const drawing = drawings[name];
  if (!drawing) return carePaper();
  const { default: sharp } = await import('sharp');
  const image = sharp(Buffer.from(drawing));
  return name.endsWith('.jpg') ? image.jpeg({ quality: 78 }).toBuffer() : image.png({ palette: true }).toBuffer();
}
