namespace Store.Access.Users;

/// <summary>
/// An owner is an active user with a role that holds everything, granted for the whole chain. There is always one. Who changes accounts, grants or roles
/// takes the turn first: two owners who take each other away at the same moment come one after the other, and the second is refused.
/// </summary>
internal sealed class Owners(Db db)
{
    public Task TakeTurn(CancellationToken cancellationToken) =>
        db.Execute("UPDATE access.OwnerTurns SET Taken = Taken + 1 WHERE OwnerTurnId = 1", null, cancellationToken);

    /// <exception cref="RuleBroken">The change would leave the chain without an owner.</exception>
    public async Task RequireOne(CancellationToken cancellationToken)
    {
        if (await Count(cancellationToken) == 0)
            throw new RuleBroken("owner.last", "The chain needs an active owner; make somebody else one first.");
    }

    public Task<int> Count(CancellationToken cancellationToken) => db.Scalar<int>("""
        SELECT COUNT(*)
        FROM   access.RolePermissions p
        JOIN   access.Grants g ON g.RoleId = p.RoleId AND g.StoreId = 0
        JOIN   access.Users u ON u.UserId = g.UserId AND u.Active = 1
        WHERE  p.Permission = @Everything
        """, new { Caller.Everything }, cancellationToken);
}
