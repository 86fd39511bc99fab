using Store.Access.Roles;
using Store.Access.Users;
using Store.Contracts.Chain;
using Store.Kernel.Modules;

namespace Store.Access.Demo;

/// <summary>The people of the demo chain, with passwords and PINs that anyone may know.</summary>
internal sealed class HireDemoStaff(Db db, Accounts accounts, BuiltInRoles roles, Owners owners, Passwords passwords, IMediator mediator) : IDemoPart
{
    private static readonly (string UserName, string DisplayName, string Password, string? Pin, string Role, string? StoreCode)[] Staff =
    [
        ("owner", "林国栋", "demo-owner-1", "9713", BuiltInRoles.Owner, null),
        ("manager", "周敏", "demo-manager-1", "8246", BuiltInRoles.Manager, null),
        ("cashier1", "王芳", "demo-cashier-1", "3579", BuiltInRoles.Cashier, "S01"),
        ("cashier2", "李娜", "demo-cashier-1", "3579", BuiltInRoles.Cashier, "S02"),
        ("cashier3", "张伟", "demo-cashier-1", "3579", BuiltInRoles.Cashier, "S03"),
        ("clerk", "刘洋", "demo-clerk-1", null, BuiltInRoles.StockClerk, null),
        ("auditor", "赵静", "demo-auditor-1", null, BuiltInRoles.Auditor, null),
    ];

    public int Order => 20;

    public async Task Fill(CancellationToken cancellationToken)
    {
        // Hashing is slow on purpose; each password and PIN once and all at once keeps the start of a demo short.
        var hashes = Staff.SelectMany(person => new[] { person.Password, person.Pin }).OfType<string>().Distinct(StringComparer.Ordinal).AsParallel()
            .ToDictionary(secret => secret, passwords.Hash, StringComparer.Ordinal);
        await db.Transact(async () =>
        {
            await owners.TakeTurn(cancellationToken);
            var roleIds = await roles.Ensure(cancellationToken);
            foreach (var person in Staff)
            {
                var storeId = person.StoreCode is null ? Authority.WholeChain : (await mediator.Send(new FindStore(person.StoreCode), cancellationToken))!.StoreId;
                var userId = await accounts.Create(person.UserName, person.DisplayName, hashes[person.Password], [new Grant(roleIds[person.Role], storeId)], cancellationToken);
                if (person.Pin is not null)
                    await accounts.SetPin(userId, hashes[person.Pin], exceptTokenHash: null, cancellationToken);
            }

            return Staff.Length;
        }, cancellationToken);
    }
}
