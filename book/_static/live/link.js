// What a reader has typed, in the address of the page.

// Copy a link that ends in this; where that is forbidden, put it into the address. Say which.
export async function shared(hash, what) {
  const link = new URL(hash, location.href).href;
  const copied = await navigator.clipboard?.writeText(link).then(() => true, () => false);
  if (copied) return `The link is copied; it holds your ${what}.`;
  history.replaceState(null, "", hash);
  return `The address of this page now holds your ${what}.`;
}

// What came by a link belongs to its reader from the first key on; the address no longer tells it.
export function ownAddress() {
  if (/^#(?:edit|text)=/.test(location.hash)) {
    history.replaceState(null, "", location.pathname + location.search);
  }
}
