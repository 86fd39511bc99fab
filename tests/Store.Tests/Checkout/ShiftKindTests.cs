
namespace Store.Tests.Checkout;

public sealed class ShiftKindTests(StoreApp store) : IClassFixture<StoreApp>
{
    [Fact]
    public async Task A_floating_shift_takes_its_tray_to_another_register()
    {
        var (here, there) = await TwoRegisters();
        var product = await here.Product(10m);
        var cashier = store.SignedIn(here.StoreId, "checkout.manage-shifts", "checkout.sell");
        var shift = await Open(here, "Floating", 100m, cashier);
        (await here.Sell([Till.Line(product, 1, 10m)], [Till.Cash(10m)], by: cashier)).Ok();

        (await cashier.Post($"{here.Root}/shifts/{shift}/suspend", null)).Ok();
        Assert.Equal("shift.not_open", (await here.Sell(product, 1, 10m, cash: 10m)).Code);
        (await cashier.Post($"{here.Root}/shifts/{shift}/resume", new { registerId = there.RegisterId })).Ok();
        (await there.Sell([Till.Line(product, 2, 10m)], [Till.Cash(20m)], by: cashier)).Ok();

        Assert.Equal(130m, (await here.Owner.Get($"{here.Root}/shifts/{shift}")).Ok().Amount("expectedCash"));
        Assert.Equal("shift.not_open", (await here.Sell(product, 1, 10m, cash: 10m)).Code);
        var report = (await here.Owner.Get($"{here.Root}/shifts/{shift}/report")).Ok();
        Assert.Equal(2, report.GetProperty("registers").GetArrayLength());
    }

    [Fact]
    public async Task A_cashier_has_one_floating_shift_and_nobody_else_resumes_it()
    {
        var (here, there) = await TwoRegisters();
        var (cashier, other) = (store.SignedIn(here.StoreId, "checkout.manage-shifts"), store.SignedIn(here.StoreId, "checkout.manage-shifts"));
        var shift = await Open(here, "Floating", 0m, cashier);

        Assert.Equal((409, "shift.floating_open"), Coded(await TryOpen(there, "Floating", 0m, cashier)));
        Assert.Equal((409, "shift.open"), Coded(await cashier.Post($"{here.Root}/shifts/{shift}/resume", new { registerId = there.RegisterId })));
        (await cashier.Post($"{here.Root}/shifts/{shift}/suspend", null)).Ok();
        Assert.Equal((422, "shift.not_yours"), Coded(await other.Post($"{here.Root}/shifts/{shift}/resume", new { registerId = there.RegisterId })));

        // Refused, it leaves the register free.
        (await TryOpen(there, "Fixed", 0m, other)).Ok();
        Assert.Equal((409, "shift.already_open"), Coded(await cashier.Post($"{here.Root}/shifts/{shift}/resume", new { registerId = there.RegisterId })));
        (await cashier.Post($"{here.Root}/shifts/{shift}/resume", new { registerId = here.RegisterId })).Ok();
    }

    [Fact]
    public async Task A_fixed_shift_stays_on_its_register()
    {
        var till = await store.GivenTill();

        Assert.Equal((422, "shift.not_floating"), Coded(await till.Owner.Post($"{till.Root}/shifts/{till.ShiftId}/suspend", null)));
        (await till.Sell(await till.Product(1m), 1, 1m, cash: 1m)).Ok();
    }

    [Fact]
    public async Task Several_registers_sell_in_the_shared_shift_from_one_float_and_its_close_takes_all_of_them()
    {
        var (here, there) = await TwoRegisters();
        var product = await here.Product(1m);
        var shift = await Open(here, "Shared", 50m, here.Owner);
        Assert.Equal((409, "shift.shared_open"), Coded(await TryOpen(there, "Shared", 50m, here.Owner)));
        (await here.Owner.Post($"{here.Root}/shifts/{shift}/registers", new { registerId = there.RegisterId })).Ok();

        var selling = Enumerable.Range(0, 16).Select(i => (i % 2 == 0 ? here : there).Sell(product, 1, 1m, cash: 1m)).ToList();
        var expected = (await here.Owner.Post($"{here.Root}/shifts/{shift}/close", new { counted = 50m })).Ok().Amount("expected");
        var sold = (await Task.WhenAll(selling)).Count(reply => reply.Status == 200);

        Assert.Equal(50m + sold, expected);
        Assert.Equal("shift.not_open", (await there.Sell(product, 1, 1m, cash: 1m)).Code);
        (await TryOpen(there, "Shared", 0m, here.Owner)).Ok();
    }

    [Fact]
    public async Task A_register_leaves_the_shared_shift_and_only_that()
    {
        var (here, there) = await TwoRegisters();
        var shift = await Open(here, "Shared", 0m, here.Owner);
        (await here.Owner.Post($"{here.Root}/shifts/{shift}/registers", new { registerId = there.RegisterId })).Ok();

        (await here.Owner.Delete($"{here.Root}/shifts/{shift}/registers/{there.RegisterId}")).Ok();

        Assert.Equal((409, "shift.not_joined"), Coded(await here.Owner.Delete($"{here.Root}/shifts/{shift}/registers/{there.RegisterId}")));
        var unfinished = Assert.Single((await here.Owner.Get($"{here.Root}/unfinished-shifts")).Ok().GetProperty("items").EnumerateArray());
        Assert.Equal(1, unfinished.GetProperty("registers").GetArrayLength());
        var alone = await Open(there, "Fixed", 0m, here.Owner);
        Assert.Equal((422, "shift.not_shared"), Coded(await here.Owner.Delete($"{here.Root}/shifts/{alone}/registers/{there.RegisterId}")));
    }

    /// <summary>Two registers of one store without a shift.</summary>
    private async Task<(Till Here, Till There)> TwoRegisters()
    {
        var here = await store.GivenTill(openingFloat: 0m);
        var there = await store.GivenTillIn(here.StoreId, openingFloat: 0m);
        (await here.CloseShift(0m)).Ok();
        (await there.CloseShift(0m)).Ok();
        return (here, there);
    }

    private static Task<StoreApp.Reply> TryOpen(Till till, string kind, decimal openingFloat, StoreApp.Client by) =>
        by.Post($"{till.Root}/shifts", new { registerId = till.RegisterId, @float = openingFloat, kind });

    private static async Task<long> Open(Till till, string kind, decimal openingFloat, StoreApp.Client by) =>
        (await TryOpen(till, kind, openingFloat, by)).Ok().GetProperty("shiftId").GetInt64();

    private static (int, string?) Coded(StoreApp.Reply reply) => (reply.Status, reply.Code);
}
