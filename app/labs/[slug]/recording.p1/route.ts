/** The recording that is shipped with a lab, as a file. */
import { labRoot } from '@/app/lab-folder';
import { shippedFile } from '@/labs/shipped-recording';
import { RECORDING_TYPE } from '@/protocol/recording';

export async function GET(_request: Request, { params }: { readonly params: Promise<{ readonly slug: string }> }): Promise<Response> {
  const { slug } = await params;
  const bytes = await shippedFile(labRoot(), slug);
  if (bytes === null) return new Response(`There is no recording of ${JSON.stringify(slug)}.\n`, { status: 404, headers: { 'content-type': 'text/plain' } });
  return new Response(Uint8Array.from(bytes), { headers: { 'content-type': RECORDING_TYPE, 'content-disposition': `attachment; filename="${slug}.p1"`, 'cache-control': 'no-cache' } });
}
