using Store.Kernel.Verification;

namespace Store.Access.Users;

/// <summary>From the first account on there is an active owner.</summary>
internal sealed class SomebodyOwnsTheChain(Db db, Owners owners) : IInvariant
{
    public string Name => "Somebody owns the chain";

    public async Task<IReadOnlyList<string>> Breaks(CancellationToken cancellationToken)
    {
        var users = await db.Scalar<int>("SELECT COUNT(*) FROM access.Users", null, cancellationToken);
        return users == 0 || await owners.Count(cancellationToken) > 0 ? [] : [$"None of the {users} users is an active owner."];
    }
}
