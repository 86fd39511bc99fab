using Microsoft.Extensions.Logging.Abstractions;
using Store.Devices.Events;
using Store.Devices.Jobs;
using Store.Devices.Profile;
using Store.Devices.Registry;
using Store.Tests.Processes;

namespace Store.Tests.Devices;

/// <summary>What is on disk of papers, whatever goes wrong while it is written.</summary>
public sealed class JournalTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private string Path => folder["journal.jsonl"];

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(50)]
    public void A_journal_that_could_not_be_shortened_is_as_good_as_it_was(int kept)
    {
        using var journal = Journal();
        var lines = Enumerable.Range(0, 10).Select(_ => Line(JobState.Queued)).ToList();
        journal.Append(lines);

        // What was to take its place is gone before it does. It may be shorter than the old one, or longer.
        journal.Rewrite(Enumerable.Repeat(lines[0], kept).Append(lines[0]).Select((line, place) =>
        {
            if (place == kept)
                File.Delete(Path + ".new");
            return line;
        }));
        var after = Line(JobState.Printed);
        journal.Append(after);

        Assert.Equal([.. lines.Select(line => line.Job), after.Job], Read());
    }

    [Fact]
    public void A_line_after_half_a_line_stands_by_itself()
    {
        var (first, second) = (Line(JobState.Queued), Line(JobState.Printed));
        using (var journal = Journal())
            journal.Append(first);
        File.AppendAllText(Path, "{\"job\":\"" + Guid.NewGuid() + "\",\"sta");

        using (var journal = Journal())
            journal.Append(second);

        Assert.Equal([first.Job, second.Job], Read());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_decision_to_print_again_is_there_whole_or_not_at_all(bool torn)
    {
        var uncertain = Request();
        Guid again;
        using (var book = Book())
        {
            book.Add(uncertain);
            book.Move(uncertain.JobId, JobState.Queued, JobState.Printing);
            book.Move(uncertain.JobId, JobState.Printing, JobState.Uncertain);
            again = book.Repeat(Request() with { ReprintOf = uncertain.JobId, ReprintNumber = 1 }, "看过了")!.JobId;
            Assert.Null(book.Repeat(Request() with { ReprintOf = uncertain.JobId, ReprintNumber = 1 }, why: null));
        }

        // The power went between its two lines.
        if (torn)
            File.WriteAllLines(Path, File.ReadAllLines(Path)[..^1]);
        using var found = Book();

        Assert.Equal((JobState.Cancelled, "job.reprinted", JobState.Queued), (found.Find(uncertain.JobId)!.State, found.Find(uncertain.JobId)!.Reason, found.Find(again)!.State));
    }

    [Fact]
    public void What_the_disk_does_not_take_is_not_decided()
    {
        var (uncertain, waiting) = (Request(), Request());
        var book = Book();
        book.Add(uncertain);
        book.Add(waiting);
        book.Move(uncertain.JobId, JobState.Queued, JobState.Printing);
        book.Move(uncertain.JobId, JobState.Printing, JobState.Uncertain);

        // Its printer was set up anew: what it wrote now would be in another's file.
        book.Dispose();

        Assert.Equal("devices.changing", Assert.Throws<OutOfReach>(() => book.Repeat(Request() with { ReprintOf = uncertain.JobId }, why: null)).Code);
        Assert.Equal("devices.changing", Assert.Throws<OutOfReach>(() => book.Move(waiting.JobId, JobState.Queued, JobState.Cancelled)).Code);
        Assert.Equal("devices.changing", Assert.Throws<OutOfReach>(() => book.Add(Request())).Code);
        Assert.Equal((JobState.Uncertain, JobState.Queued), (book.Find(uncertain.JobId)!.State, book.Find(waiting.JobId)!.State));
    }

    [Fact]
    public void What_is_over_is_known_for_a_day_and_then_forgotten()
    {
        var clock = new TestClock();
        var printed = Enumerable.Range(0, 3_000).Select(_ => Request()).ToList();
        using (var journal = Journal())
            journal.Append([.. printed.Select(request => new JournalLine(request.JobId, JobState.Printed, request.CreatedAt, request))]);
        using var book = Book(clock);
        Assert.All(printed, request => Assert.NotNull(book.Find(request.JobId)));

        clock.Advance(TimeSpan.FromHours(25));
        var last = book.Add(Request() with { CreatedAt = clock.GetUtcNow().UtcDateTime }).JobId;
        book.Move(last, JobState.Queued, JobState.Cancelled);

        Assert.Equal(last, Assert.Single(book.List([], kind: null, long.MaxValue, 10)).JobId);
    }

    [Fact]
    public void A_file_is_replaced_whole_and_its_name_is_on_disk()
    {
        File.WriteAllText(Path, "before, and longer");

        Assert.Equal(5, WholeFile.Write(Path, file => file.Write("after"u8)));
        Assert.Equal(("after", false), (File.ReadAllText(Path), File.Exists(Path + ".new")));

        // Of a folder that is not there the system says so: it has been asked.
        if (!OperatingSystem.IsWindows())
            Assert.Throws<IOException>(() => WholeFile.KeepNames(folder["none"]));
        Assert.ThrowsAny<Exception>(() => WholeFile.Write(Path, _ => throw new InvalidOperationException()));
        Assert.Equal("after", File.ReadAllText(Path));
    }

    private static JournalLine Line(JobState state) => new(Guid.NewGuid(), state, new DateTime(2026, 11, 21, 9, 0, 0, DateTimeKind.Utc));

    private static JobRequest Request() => new(Guid.NewGuid(), JobKind.Paper, "小票", new([]), "", "王芳", TimeProvider.System.GetUtcNow().UtcDateTime);

    private Journal Journal() => new(Path, NullLogger.Instance);

    private JobBook Book(TimeProvider? clock = null) => new("receipt", Journal(), new EventLog(clock ?? TimeProvider.System), clock ?? TimeProvider.System);

    private List<Guid> Read()
    {
        using var journal = Journal();
        return [.. journal.Read().Select(line => line.Job)];
    }
}
