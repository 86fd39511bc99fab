using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Store.Contracts.Devices;
using Store.Devices.Links;

namespace Store.Tests.Devices;

/// <summary>Printers behind Windows' spooler, by a spooler that behaves as Windows' is documented to: one document a paper, nothing asked, nothing heard.</summary>
public sealed class SpoolerTests
{
    [Fact]
    public async Task A_paper_is_one_raw_document_and_counts_as_printed_where_the_profile_says_so()
    {
        var windows = new Windows { TakesAtOnce = 100 };
        await using var till = await Open(windows, "Sent");

        Assert.Equal("Sent", (await till.Until(await till.Print("第一张", lines: 9), "Printed")).GetProperty("proof").GetString());
        Assert.True((await till.Client.Post("/api/devices/devices/receipt/check-health", null)).Ok().GetProperty("isHealthy").GetBoolean());
        (await till.Client.Post("/api/devices/drawers/drawer/open", new { jobUuid = Guid.NewGuid(), reason = "换零钱" })).Ok();

        Assert.Equal(2, windows.Documents.Count);
        Assert.Contains("第一张", Gb18030.Encoding.GetString(windows.Documents.First()), StringComparison.Ordinal);
        Assert.Contains("9 可乐", Gb18030.Encoding.GetString(windows.Documents.First()), StringComparison.Ordinal);
        Assert.Equal([0x1B, 0x70, 0x00], windows.Documents.Last()[..3]);
    }

    [Fact]
    public async Task Without_that_word_each_paper_is_uncertain_since_the_spooler_proves_nothing()
    {
        var windows = new Windows();
        await using var till = await Open(windows, "Auto");

        Assert.Equal("printer.cannot_prove", (await till.Until(await till.Print("一"), "Uncertain")).GetProperty("reason").GetString());
        Assert.Equal("None", (await till.Device()).GetProperty("printer").GetProperty("confirmation").GetString());
        Assert.Single(windows.Documents);
    }

    [Fact]
    public async Task What_the_spooler_did_not_take_whole_is_taken_back_and_never_sent_again()
    {
        var windows = new Windows { TakesAtOnce = 50, FailsAfter = 100 };
        await using var till = await Open(windows, "Sent");

        Assert.Equal("printer.lost_meanwhile", (await till.Until(await till.Print("一", lines: 9), "Uncertain")).GetProperty("reason").GetString());
        windows.FailsAfter = int.MaxValue;
        await till.Until(await till.Print("二"), "Printed");

        Assert.Equal((1, 2), (windows.Aborted, windows.Opened));
        Assert.Contains("二", Gb18030.Encoding.GetString(Assert.Single(windows.Documents)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1801, "link.not_found")]
    [InlineData(1722, "link.spooler_stopped")]
    [InlineData(5, "link.no_permission")]
    [InlineData(87, "link.unreachable")]
    public async Task A_printer_that_Windows_does_not_open_is_said_in_words_and_its_papers_wait(int error, string code)
    {
        var windows = new Windows { LastError = error };
        await using var till = await Open(windows, "Sent");

        var id = await till.Print("一");
        Assert.Equal(code, (await till.Until(id, "Held")).GetProperty("reason").GetString());
        windows.LastError = 0;
        await till.Until(id, "Printed");
    }

    [Theory]
    [InlineData(0x10u, "printer.paper_out")]
    [InlineData(0x80u, "printer.offline")]
    [InlineData(0x1u, "printer.offline")]
    [InlineData(0x400000u, "printer.failure")]
    public async Task What_the_spooler_knows_of_the_printer_holds_its_papers(uint status, string code)
    {
        var windows = new Windows();
        await using var till = await Open(windows, "Sent");
        await till.Until(await till.Print("一"), "Printed");

        windows.Now = status;
        var id = await till.Print("二");
        Assert.Equal(code, (await till.Until(id, "Held")).GetProperty("reason").GetString());
        Assert.Single(windows.Documents);
        windows.Now = 0x400 | 0x200;
        await till.Until(id, "Printed");
    }

    [Fact]
    public async Task A_profile_does_not_expect_of_a_spooler_what_it_cannot_do()
    {
        await using var till = await DeviceTill.Open();
        Task<StoreApp.Reply> Set(object profile) => till.Client.Put("/api/devices/profile", profile);

        Assert.Contains("Auto or Sent", (await Set(new { printers = new[] { till.Printer(address: "winspool:XP-80C", proof: "ProcessId") } })).Text, StringComparison.Ordinal);
        Assert.Contains("printers alone", (await Set(new { scales = new[] { new { id = "scale", name = "", address = "winspool:XP-80C" } } })).Text, StringComparison.Ordinal);
        Assert.Contains("printers alone", (await Set(new
        {
            printers = new[] { till.Printer(address: "winspool:XP-80C") }, displays = new[] { new { id = "display", name = "", address = "printer:receipt" } },
        })).Text, StringComparison.Ordinal);

        // On this machine there is no such spooler.
        (await Set(new { printers = new[] { till.Printer(address: "winspool:XP-80C") } })).Ok();
        await DeviceTill.Eventually(async () => (await till.Device()).GetProperty("problem") is { ValueKind: JsonValueKind.Object } problem && problem.GetProperty("code").GetString() == "link.not_found", () => "It was found.");
    }

    private static async Task<DeviceTill> Open(Windows windows, string proof)
    {
        var till = await DeviceTill.Open(start: false, machine: services => services.AddSingleton<IWinspool>(windows));
        till.Write("profile.json", new { printers = new[] { till.Printer(address: "winspool:XP-80C", proof: proof) } });
        await till.Start();
        return till;
    }

    /// <summary>A spooler with one printer.</summary>
    private sealed class Windows : IWinspool
    {
        private readonly List<byte> begun = [];
        private bool isOpen;

        public int LastError { get; set; }

        /// <summary>How much it takes in one call.</summary>
        public int TakesAtOnce { get; init; } = int.MaxValue;

        /// <summary>How much of a document it takes before it fails.</summary>
        public int FailsAfter { get; set; } = int.MaxValue;

        public uint Now { get; set; }

        public ConcurrentQueue<byte[]> Documents { get; } = [];

        public int Aborted { get; private set; }

        /// <summary>How often it was opened; each time gives another handle.</summary>
        public int Opened { get; private set; }

        public nint Open(string printer) => printer == "XP-80C" && LastError == 0 ? ++Opened : 0;

        public bool Begin(nint printer, string title)
        {
            Assert.False(isOpen);
            begun.Clear();
            return isOpen = true;
        }

        public int Write(nint printer, ReadOnlySpan<byte> bytes)
        {
            Assert.True(isOpen);
            if (begun.Count >= FailsAfter)
                return -1;
            var taken = bytes[..Math.Min(bytes.Length, TakesAtOnce)];
            begun.AddRange(taken);
            return taken.Length;
        }

        public bool End(nint printer)
        {
            isOpen = false;
            Documents.Enqueue([.. begun]);
            return true;
        }

        public void Abort(nint printer)
        {
            isOpen = false;
            Aborted++;
        }

        public uint? Status(nint printer) => Now;

        public void Close(nint printer) => Assert.False(isOpen);
    }
}
