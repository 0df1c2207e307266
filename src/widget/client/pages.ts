/**
 * Tells of the pages that are looked at, on websites that collect them. The address goes without its query and fragment,
 * which may hold what nobody meant to share.
 */
export function watchPages(viewed: (url: string, title: string) => void): () => void {
  let told = '';
  const address = () => location.origin + location.pathname;
  const tell = () => {
    if (address() === told) return;
    told = address();
    viewed(told, document.title.slice(0, 200));
  };
  // Applications set the title after the address.
  const later = () => setTimeout(tell, 300);
  const { navigation } = window as unknown as { navigation?: EventTarget };
  if (navigation) navigation.addEventListener('navigatesuccess', later);
  else setInterval(tell, 2_000);
  return () => {
    told = '';
    tell();
  };
}
