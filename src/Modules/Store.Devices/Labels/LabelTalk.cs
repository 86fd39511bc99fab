using Store.Devices.Links;
using Store.Devices.Profile;

namespace Store.Devices.Labels;

/// <summary>A conversation with a label printer over one open wire.</summary>
internal sealed class LabelTalk : LinkTalk
{
    private readonly LabelStatusReader reader;
    private readonly Action<LabelPrinterStatus> told;
    private readonly byte[] question;
    private LabelPrinterStatus? last;
    private int answers;

    /// <param name="link">The wire.</param>
    /// <param name="clock">For waiting.</param>
    /// <param name="language">What the printer understands.</param>
    /// <param name="told">Hears of every status.</param>
    public LabelTalk(ILink link, TimeProvider clock, LabelLanguage language, Action<LabelPrinterStatus> told)
        : base(link, clock)
    {
        this.told = told;
        reader = new LabelStatusReader(language);
        question = reader.Question.ToArray();
        Listen();
    }

    /// <summary>Asks how it is. Never while bytes of a label are on their way: the question would become part of it.</summary>
    /// <returns>What it says; null where it says nothing in time.</returns>
    public async Task<LabelPrinterStatus?> Ask(TimeSpan atMost, CancellationToken cancellationToken)
    {
        int before;
        lock (Gate)
            before = answers;
        await Send(question, cancellationToken);
        return await Until(() => answers > before, atMost, cancellationToken) ? last : null;
    }

    /// <summary>Whether it has come to a mark that it was told to say.</summary>
    public bool HasReached(string mark)
    {
        lock (Gate)
            return reader.Mark == mark;
    }

    protected override void Hear(ReadOnlySpan<byte> bytes)
    {
        foreach (var status in reader.Read(bytes))
        {
            last = status;
            answers++;
            told(status);
        }
    }
}
