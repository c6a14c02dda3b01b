export const place = {
  map: 'Map of the world',
  keys: 'Click near your place, then again to be more exact. Or: arrow keys move the pin (with Shift a little), + and - zoom, Home shows the world, dragging moves the map.',
  none: 'No place chosen yet.',
  closer: 'Closer',
  farther: 'Farther',
  world: 'The whole world',
  km: '{{km}} km',
  latitude: 'Latitude',
  longitude: 'Longitude',
} as const;
