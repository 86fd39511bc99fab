using System.Globalization;
using Store.Devices.Virtual;

namespace Store.Tests.Devices;

/// <summary>Whatever happens to cable, power and service, in any order: no paper is lost without a word, and none comes out twice unless a person said so.</summary>
public sealed class PrintedOncePropertyTests
{
    private enum Step
    {
        Print,
        Retry,
        PrintFromTwoWindows,
        CutPower,
        PullCable,
        RunOutOfPaper,
        Kill,
        Restart,
        Stop,
        GoSilent,
        RunOutOfPaperWithoutWaiting,
        OpenWithPaper,
        Kick,
        Wait,
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Each_paper_comes_out_once_or_is_somebodys_to_decide(int seed)
    {
        var random = new Random(seed);
        await using var till = await DeviceTill.Open(new VirtualPrinterOptions { MmPerSecond = 400, ProcessIds = seed % 2 == 0 }, start: false);
        var service = await DeviceProcess.Start(till.Folder);
        var papers = new Dictionary<Guid, string>();
        var (kicks, opening, unwaiting) = (new List<Task>(), new Dictionary<Guid, string>(), new HashSet<Guid>());
        try
        {
            for (var i = 0; i < 25; i++)
                service = await Do((Step)random.Next(Enum.GetValues<Step>().Length), till, service, papers, kicks, opening, unwaiting, random);
            till.Paper.LoadPaper(80_000);
            foreach (var id in papers.Keys)
                await PowerCutTests.Until(service, id, "Printed", "Uncertain", "Failed");
            await Task.WhenAny(Task.WhenAll(kicks));
            Assert.True(till.Paper.State.Pulses <= kicks.Count + opening.Count, "The drawer was opened more often than it was asked to.");

            // Once more, after a restart that finds nothing to do.
            service.Kill();
            service.Dispose();
            service = await DeviceProcess.Start(till.Folder);
            foreach (var (id, text) in papers)
            {
                var state = (await PowerCutTests.Until(service, id, "Printed", "Uncertain", "Failed")).GetProperty("state").GetString();

                // What was cut off in the middle of a line and what still hangs in the printer count too.
                var times = till.Papers.Append(till.Paper.Receipt.Text).Sum(paper => paper.Split(text).Length - 1);
                Assert.True(state == "Failed" ? times == 0 && unwaiting.Contains(id) : times == 1 || (times == 0 && state == "Uncertain"), $"{text} is {state} and came out {times} times.");
            }

            Assert.True(papers.Count > 3, "Nothing was printed.");
        }
        finally
        {
            service.Dispose();
        }
    }

    private static async Task<DeviceProcess> Do(
        Step step, DeviceTill till, DeviceProcess service, Dictionary<Guid, string> papers, List<Task> kicks, Dictionary<Guid, string> opening, HashSet<Guid> unwaiting, Random random)
    {
        switch (step)
        {
            case Step.Print or Step.Wait:
                await Print(Guid.NewGuid());
                await Task.Delay(random.Next(80));
                break;
            case Step.Retry when papers.Count > 0:
                await Print(papers.Keys.ElementAt(random.Next(papers.Count)));
                break;
            case Step.PrintFromTwoWindows:
                var same = Guid.NewGuid();
                papers[same] = Name(papers.Count);
                await Task.WhenAll(Print(same), Print(same), Print(Guid.NewGuid()));
                break;
            case Step.CutPower:
                till.Paper.CutPower();
                till.Wire.PullCable();
                await Task.Delay(random.Next(50));
                till.Paper.RestorePower();
                till.Wire.PlugCable();
                break;
            case Step.PullCable:
                till.Wire.PullCable();
                await Task.Delay(random.Next(50));
                till.Wire.PlugCable();
                break;
            case Step.RunOutOfPaper or Step.RunOutOfPaperWithoutWaiting:
                till.Paper.LoadPaper(random.Next(40));
                var last = Guid.NewGuid();
                if (step == Step.RunOutOfPaperWithoutWaiting)
                    unwaiting.Add(last);
                await Print(last);
                await Task.Delay(random.Next(100));
                till.Paper.LoadPaper(80_000);
                break;
            case Step.GoSilent:
                till.Wire.HalfOpen = true;
                await Print(Guid.NewGuid());
                await Task.Delay(random.Next(1_000));
                till.Wire.PullCable();
                till.Wire.HalfOpen = false;
                till.Wire.PlugCable();
                break;
            case Step.OpenWithPaper:
                till.Paper.CloseDrawer();
                var opens = Guid.NewGuid();
                opening[opens] = random.Next(2) == 0 ? "Before" : "AfterComplete";
                await Print(opens);
                await Task.Delay(random.Next(200));
                break;
            case Step.Kick:
                till.Paper.CloseDrawer();
                kicks.Add(service.Client.Post("/api/devices/drawers/drawer/open", new { jobUuid = Guid.NewGuid(), reason = "换零钱" }));
                await Task.Delay(random.Next(200));
                break;
            case Step.Stop:
                await Print(Guid.NewGuid());
                await service.Stop();
                service.Dispose();
                return await DeviceProcess.Start(till.Folder);
            case Step.Kill:
                service.Kill();
                service.Dispose();
                return await DeviceProcess.Start(till.Folder);
            case Step.Restart:
                await Print(Guid.NewGuid());
                service.Kill();
                service.Dispose();
                return await DeviceProcess.Start(till.Folder);
        }

        return service;

        async Task Print(Guid uuid)
        {
            string text;
            lock (papers)
                text = papers.TryGetValue(uuid, out var known) ? known : papers[uuid] = Name(papers.Count);
            (await PowerCutTests.Send(service, uuid, text, lines: 12, unwaiting.Contains(uuid) ? "Fail" : "Hold", opening.GetValueOrDefault(uuid))).Ok();
        }
    }

    private static string Name(int number) => string.Create(CultureInfo.InvariantCulture, $"<{number:000}>");
}
