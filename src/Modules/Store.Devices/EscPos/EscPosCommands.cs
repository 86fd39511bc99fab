using System.Text;
using Store.Devices.Profile;

namespace Store.Devices.EscPos;

/// <summary>What is said to an ESC/POS printer besides a document.</summary>
internal static class EscPosCommands
{
    /// <summary>Everything a status change can be about: drawer, online, errors and paper.</summary>
    private const byte AllChanges = 0x0F;

    private const int FirstIdCharacter = 0x20;
    private const int IdCharacters = 0x7F - FirstIdCharacter;

    /// <summary>What follows is for the display on the cable, and not for the printer (ESC =).</summary>
    public static byte[] ChooseDisplay => [0x1B, 0x3D, 0x02];

    /// <summary>What follows is for the printer again.</summary>
    public static byte[] ChoosePrinter => [0x1B, 0x3D, 0x01];

    /// <summary>A line feed, which also prints what the printer has got of a line.</summary>
    public static byte[] LineFeed => [0x0A];

    /// <summary>Cuts, after feeding the last line past the knife.</summary>
    public static byte[] Cut => [0x1D, 0x56, 0x42, 0x00];

    /// <summary>Blank dots, enough for whatever slice of a picture lacks its end; where none does, bytes that every printer skips.</summary>
    public static byte[] RestOfPicture => new byte[EscPosPaper.SliceBytes];

    /// <summary>Goes on after an error that someone has cleared, printing the line again at which it happened.</summary>
    public static byte[] Recover => [0x10, 0x05, 0x01];

    /// <summary>Throws away what the printer has not printed yet; process ids waiting in it are never answered.</summary>
    public static byte[] Clear => [0x10, 0x05, 0x02];

    /// <summary>
    /// What every job and every reconnection begins with: the usual settings, no gaps between Chinese characters, Chinese on, and reports of changes on again, which a reset
    /// turns off. The drawer's pulse in real time stays on (GS ( D would turn it off), since nothing else opens it while there is no paper: what is printed never contains one,
    /// see <see cref="Symbols.RealTime"/>.
    /// </summary>
    public static byte[] Preamble(PrinterProfile profile) =>
    [
        0x1B, 0x40,
        .. profile.Chinese == ChineseFont.None ? [] : (ReadOnlySpan<byte>)[0x1C, 0x53, 0x00, 0x00, 0x1C, 0x26],
        .. profile.AutoStatus ? AutoStatus(on: true) : [],
    ];

    /// <summary>Whether the printer says by itself what has changed (ASB). Turning it on is answered with the present status.</summary>
    public static byte[] AutoStatus(bool on) => [0x1D, 0x61, on ? AllChanges : (byte)0];

    /// <summary>Asks in real time, past everything that waits: 1 printer, 2 why it is offline, 3 error, 4 paper (DLE EOT). Tell the <see cref="StatusReader"/>.</summary>
    public static byte[] RealTimeStatus(int about) => [0x10, 0x04, (byte)about];

    /// <summary>Asks for the paper once everything before is printed (GS r 1): the acknowledgement of printers without process ids. Tell the <see cref="StatusReader"/>.</summary>
    public static byte[] PaperWhenReached => [0x1D, 0x72, 0x01];

    /// <summary>Asks for the drawer's pin once everything before is printed (GS r 2). Tell the <see cref="StatusReader"/>.</summary>
    public static byte[] DrawerWhenReached => [0x1D, 0x72, 0x02];

    /// <summary>Asks for the firmware (65), maker (66), model (67), serial number (68) or character set (69).</summary>
    public static byte[] PrinterName(int about) => [0x1D, 0x49, (byte)about];

    /// <summary>Asks to be told when everything before is on paper (GS ( H, function 48).</summary>
    /// <param name="id">Four characters, as <see cref="ProcessId"/> makes them.</param>
    public static byte[] ReportProcess(string id) => [0x1D, 0x28, 0x48, 0x06, 0x00, 0x30, 0x30, .. Encoding.ASCII.GetBytes(id)];

    /// <summary>A number as the four characters of a process id; it comes round again after some 81 million.</summary>
    public static string ProcessId(long number) => string.Create(4, number, static (id, rest) =>
    {
        for (var place = id.Length - 1; place >= 0; place--)
            (rest, id[place]) = (rest / IdCharacters, (char)(FirstIdCharacter + rest % IdCharacters));
    });

    /// <summary>Beeps once.</summary>
    public static byte[] Beep(Buzzer buzzer) => buzzer switch
    {
        Buzzer.Epson => [0x1B, 0x28, 0x41, 0x03, 0x00, 0x61, 0x01, 0x01],
        Buzzer.Clone => [0x1B, 0x42, 0x01, 0x05],
        _ => [],
    };

    /// <summary>Fires the drawer in its turn, so that it opens once or not at all.</summary>
    /// <param name="pin">2 or 5, of the printer's socket.</param>
    /// <param name="onMs">How long the coil is on, to 510 ms.</param>
    /// <param name="offMs">How long it rests afterwards, to 510 ms; at least as long as it was on.</param>
    public static byte[] Kick(int pin = 2, int onMs = 100, int offMs = 500)
    {
        var on = Math.Clamp(onMs / 2, 1, 255);
        return [0x1B, 0x70, pin == 5 ? (byte)1 : (byte)0, (byte)on, (byte)Math.Clamp(offMs / 2, on, 255)];
    }

    /// <summary>Fires the drawer past everything that waits, also while the printer has no paper or an open cover; not while its cutter is stuck (DLE DC4 1).</summary>
    public static byte[] KickAtOnce(int pin = 2, int onMs = 100) => [0x10, 0x14, 0x01, pin == 5 ? (byte)1 : (byte)0, (byte)Math.Clamp((onMs + 99) / 100, 1, 8)];
}
