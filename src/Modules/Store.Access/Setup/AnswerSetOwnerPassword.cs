using Store.Access.Roles;
using Store.Access.Users;
using Store.Contracts.Access;

namespace Store.Access.Setup;

/// <summary>Gives an owner a new password from the server's own command line, or makes the owner.</summary>
internal static class AnswerSetOwnerPassword
{
    internal sealed class Validator : AbstractValidator<SetOwnerPassword>
    {
        public Validator()
        {
            RuleFor(request => request.UserName).IsUserName();
            RuleFor(request => request.Password).IsNewPassword();
        }
    }

    internal sealed class Handler(Db db, Accounts accounts, BuiltInRoles roles, Owners owners, Passwords passwords, AuditLog audit) : IRequestHandler<SetOwnerPassword, bool>
    {
        public Task<bool> Handle(SetOwnerPassword request, CancellationToken cancellationToken)
        {
            var userName = Accounts.Canonical(request.UserName);
            Passwords.RefuseGuessable(userName, request.Password);
            var passwordHash = passwords.Hash(request.Password);
            return db.Transact(() => CreateOrReset(userName, passwordHash, cancellationToken), cancellationToken);
        }

        private async Task<bool> CreateOrReset(string userName, string passwordHash, CancellationToken cancellationToken)
        {
            await owners.TakeTurn(cancellationToken);
            var existing = await db.Query<long>("SELECT UserId FROM access.Users WHERE UserName = @userName", new { userName }, cancellationToken);
            if (existing.Count == 0)
            {
                var ownerRole = (await roles.Ensure(cancellationToken))[BuiltInRoles.Owner];
                await accounts.Create(userName, userName, passwordHash, [new Grant(ownerRole, Authority.WholeChain)], cancellationToken);
            }
            else
            {
                await Reset(existing[0], userName, passwordHash, cancellationToken);
            }

            await audit.Add("access.set-password", $"user {userName}", Authority.WholeChain, old: null, now: new { isNew = existing.Count == 0 }, cancellationToken);
            return existing.Count == 0;
        }

        private async Task Reset(long userId, string userName, string passwordHash, CancellationToken cancellationToken)
        {
            var isOwner = await db.Scalar<int>("""
                SELECT COUNT(*)
                FROM   access.Grants g
                JOIN   access.RolePermissions p ON p.RoleId = g.RoleId AND p.Permission = @Everything
                WHERE  g.UserId = @userId AND g.StoreId = 0
                """, new { userId, Caller.Everything }, cancellationToken) > 0;
            if (!isOwner)
                throw new RuleBroken("owner.not_one", $"User {userName} does not own the chain; an owner can set that password in the web app.");

            await db.Execute("UPDATE access.Users SET Active = 1 WHERE UserId = @userId", new { userId }, cancellationToken);
            await accounts.SetPassword(userId, passwordHash, exceptTokenHash: null, cancellationToken);
        }
    }
}
