/**
 * Word for word what a window may load (DESIGN.md section 7; tested). 'wasm-unsafe-eval': the barcode scanner; 'unsafe-inline' styles: Mantine's
 * style elements; blob: pictures and films: what the facility hands over as bytes, and the camera.
 */
export const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' blob: data: app:",
  "font-src 'self'",
  "connect-src 'self'",
  "media-src 'self' blob:",
  "worker-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');
