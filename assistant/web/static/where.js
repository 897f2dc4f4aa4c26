// Where the person is: asked of the browser, when the person wants it.

const ROUGH = 1000;
const OPTIONS = { enableHighAccuracy: true, timeout: 15000, maximumAge: 60000 };

/** The position {lat, lon} in WGS-84; rejects with the name of a word that says why not. */
export function findMe() {
  return new Promise((resolve, reject) => {
    if (window.isSecureContext === false) {
      reject("here_insecure");
      return;
    }
    if (!navigator.geolocation) {
      reject("here_unknown");
      return;
    }
    navigator.geolocation.getCurrentPosition((found) => {
      // So far off, the way would begin in another street.
      if (found.coords.accuracy > ROUGH) reject("here_rough");
      else resolve({ lat: found.coords.latitude, lon: found.coords.longitude });
    }, (failure) => reject(failure.code === 1 ? "here_denied" : "here_unknown"), OPTIONS);
  });
}
