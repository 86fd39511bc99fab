using System.Data.Common;
using Store.Access.Users;
using Store.Contracts.Access;

namespace Store.Access.Roles;

/// <summary>
/// The roles that a chain starts with. They are data like any other role: whoever may, changes them. What a later version adds to one of them it is offered once, when the first
/// host of that version starts; <c>access.OfferedPermissions</c> remembers it, so that what is taken away from a role stays away.
/// </summary>
internal sealed class BuiltInRoles(Db db, RoleWriter roles, AuditLog audit)
{
    public const string Owner = "owner";
    public const string Manager = "manager";
    public const string Cashier = "cashier";
    public const string StockClerk = "stock-clerk";
    public const string Auditor = "auditor";

    private static readonly IReadOnlyDictionary<string, string[]> PermissionsByRole = new Dictionary<string, string[]>(StringComparer.Ordinal)
    {
        [Owner] = [Caller.Everything],
        [Manager] =
        [
            "access.approve",
            "access.manage-users",
            "access.view-audit",
            "access.view-staff",
            "catalog.approve-price-change",
            "catalog.change-price",
            "catalog.import",
            "catalog.manage-assortment",
            "catalog.manage-products",
            "catalog.print-labels",
            "catalog.view",
            "checkout.correct-tenders",
            "checkout.honour-quotation",
            "checkout.manage-orders",
            "checkout.manage-payments",
            "checkout.manage-rates",
            "checkout.manage-reasons",
            "checkout.manage-registers",
            "checkout.manage-shifts",
            "checkout.manage-tenders",
            "checkout.open-drawer",
            "checkout.override-payments",
            "checkout.reconcile-payments",
            "checkout.refund-unlinked",
            "checkout.reprint",
            "checkout.return",
            "checkout.return-any-store",
            "checkout.return-unverified",
            "checkout.sell",
            "checkout.take-orders",
            "checkout.tax-exempt",
            "checkout.view-exceptions",
            "checkout.view-sales",
            "checkout.view-shifts",
            "checkout.view-watch",
            "devices.manage",
            "devices.open-drawer",
            "devices.print",
            "devices.use",
            "finance.view",
            "inventory.adjust",
            "inventory.receive",
            "inventory.view",
            "loyalty.adjust-points",
            "loyalty.cash-out-points",
            "loyalty.decide-activities",
            "loyalty.issue-coupons",
            "loyalty.manage-cards",
            "loyalty.manage-coupons",
            "loyalty.manage-points",
            "loyalty.manage-value",
            "loyalty.pay-out-value",
            "loyalty.record-activities",
            "loyalty.swap-points",
            "loyalty.use-value",
            "loyalty.view",
            "loyalty.view-books",
            "loyalty.view-coupons",
            "loyalty.view-points",
            "marketing.manage-promotions",
            "marketing.view",
            "members.manage",
            "members.manage-levels",
            "members.manage-replies",
            "members.manage-segments",
            "members.merge",
            "members.register",
            "members.see-contact",
            "members.view",
        ],
        [Cashier] =
        [
            "access.view-staff",
            "catalog.view",
            "checkout.honour-quotation",
            "checkout.manage-shifts",
            "checkout.open-drawer",
            "checkout.reprint",
            "checkout.return",
            "checkout.sell",
            "checkout.take-orders",
            "checkout.view-sales",
            "devices.open-drawer",
            "devices.print",
            "devices.use",
            "inventory.view",
            "loyalty.record-activities",
            "loyalty.swap-points",
            "loyalty.use-value",
            "loyalty.view",
            "loyalty.view-coupons",
            "loyalty.view-points",
            "members.manage",
            "members.register",
            "members.view",
        ],
        [StockClerk] =
        [
            "catalog.print-labels",
            "catalog.view",
            "devices.print",
            "devices.use",
            "inventory.adjust",
            "inventory.receive",
            "inventory.view",
        ],
        [Auditor] =
        [
            "access.view-audit",
            "catalog.view",
            "checkout.view-exceptions",
            "checkout.view-sales",
            "checkout.view-shifts",
            "checkout.view-watch",
            "finance.view",
            "inventory.view",
            "loyalty.view",
            "loyalty.view-books",
            "loyalty.view-coupons",
            "loyalty.view-points",
            "marketing.view",
            "members.view",
        ],
    };

    private static readonly IReadOnlyDictionary<string, RoleLimit[]> LimitsByRole = new Dictionary<string, RoleLimit[]>(StringComparer.Ordinal)
    {
        [Manager] =
        [
            new(Limits.DiscountPercent, 50), new(Limits.PriceCutPercent, 50), new(Limits.BelowFloorPercent, 20), new(Limits.RefundAmount, 5000),
            new(Limits.UnverifiedRefundAmount, 1000), new(Limits.CashOut, 20000), new(Limits.OverShort, 500), new(Limits.VoidAmount, 5000), new(Limits.DepositCutPercent, 100),
            new(Limits.PointsByHand, 5000), new(Limits.PointsCashOut, 200),
        ],
        [Cashier] =
        [
            new(Limits.DiscountPercent, 10), new(Limits.PriceCutPercent, 5), new(Limits.BelowFloorPercent, 0), new(Limits.RefundAmount, 200),
            new(Limits.UnverifiedRefundAmount, 0), new(Limits.CashOut, 500), new(Limits.OverShort, 20), new(Limits.VoidAmount, 200), new(Limits.DepositCutPercent, 0),
            new(Limits.PointsByHand, 0), new(Limits.PointsCashOut, 0),
        ],
    };

    /// <summary>Makes those that are not there yet and gives the ids of all, by name.</summary>
    public async Task<IReadOnlyDictionary<string, long>> Ensure(CancellationToken cancellationToken)
    {
        var idByName = (await Existing(cancellationToken)).ToDictionary(role => role.Name, role => role.RoleId, StringComparer.Ordinal);
        foreach (var (name, permissions) in PermissionsByRole)
        {
            if (idByName.ContainsKey(name))
                continue;
            idByName[name] = await roles.Create(name, permissions, LimitsByRole.GetValueOrDefault(name) ?? [], cancellationToken);
            await Remember(idByName[name], permissions, cancellationToken);
        }

        return idByName;
    }

    /// <summary>Gives those that are there what this version adds to them and they have never been offered.</summary>
    public async Task BringUpToDate(CancellationToken cancellationToken)
    {
        var existing = await Existing(cancellationToken);
        var ids = existing.Select(role => role.RoleId).ToList();
        var held = (await db.Query<Held>("SELECT RoleId, Permission FROM access.RolePermissions WHERE RoleId IN @ids", new { ids }, cancellationToken)).ToHashSet();
        var offered = (await db.Query<Held>("SELECT RoleId, Permission FROM access.OfferedPermissions WHERE RoleId IN @ids", new { ids }, cancellationToken)).ToHashSet();
        foreach (var (roleId, name) in existing)
        {
            var fresh = PermissionsByRole[name].Where(permission => !offered.Contains(new Held(roleId, permission))).ToList();
            if (fresh.Count == 0)
                continue;
            await Remember(roleId, fresh, cancellationToken);
            var given = fresh.Where(permission => !held.Contains(new Held(roleId, permission))).ToList();
            if (given.Count == 0)
                continue;
            await roles.AddPermissions(roleId, given, cancellationToken);
            await db.Execute("UPDATE access.Roles SET Version = Version + 1 WHERE RoleId = @roleId", new { roleId }, cancellationToken);
            await audit.Add(Authority.ManageUsers, $"role {name}", Authority.WholeChain, old: null, now: new { given }, cancellationToken);
        }
    }

    private Task<IReadOnlyList<Role>> Existing(CancellationToken cancellationToken) =>
        db.Query<Role>("SELECT RoleId, Name FROM access.Roles WHERE Name IN @Names", new { Names = PermissionsByRole.Keys }, cancellationToken);

    private async Task Remember(long roleId, IReadOnlyCollection<string> permissions, CancellationToken cancellationToken)
    {
        try
        {
            await db.Insert(
                "INSERT INTO access.OfferedPermissions (RoleId, Permission) VALUES (@RoleId, @Permission)", permissions.Select(permission => new Held(roleId, permission)).ToList(),
                cancellationToken);
        }
        catch (DbException refused) when (db.IsDuplicate(refused))
        {
            throw new RunAgain("Another host that has just started offers the role the same.", refused);
        }
    }

    private sealed record Role(long RoleId, string Name);

    private sealed record Held(long RoleId, string Permission);
}
