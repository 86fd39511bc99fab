let audio: AudioContext | undefined;

/** A low tone for a scan that found nothing; a cashier looks at the goods, not at the screen. */
export function beep(): void {
  try {
    audio ??= new AudioContext();
    const tone = audio.createOscillator();
    const volume = audio.createGain();
    tone.frequency.value = 220;
    volume.gain.value = 0.15;
    tone.connect(volume).connect(audio.destination);
    tone.start();
    tone.stop(audio.currentTime + 0.25);
  } catch {
    // Without sound the message on the screen has to do.
  }
}
