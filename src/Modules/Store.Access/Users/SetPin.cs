using Store.Access.Sessions;

namespace Store.Access.Users;

/// <summary>
/// Gives a user a PIN for the till, or takes it away; unlocks the account and ends its sessions at tills. Not an ICommand, for the reasons of <see cref="SetPassword"/>.
/// </summary>
internal static class SetPin
{
    /// <param name="UserId">Whose PIN.</param>
    /// <param name="Pin">Four to eight digits; null takes the PIN away.</param>
    internal sealed record Command(long UserId, string? Pin) : IRequest<Done>;

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(command => command.Pin!).IsPin().When(command => command.Pin is not null);
    }

    internal sealed class Handler(Db db, Accounts accounts, Authority authority, Owners owners, Passwords passwords, AuditLog audit) : IRequestHandler<Command, Done>
    {
        public Task<Done> Handle(Command command, CancellationToken cancellationToken)
        {
            if (command.Pin is not null)
                Pins.RefuseGuessable(command.Pin);

            // Before the transaction: it takes a while, and on the embedded engine tills would wait.
            var pinHash = command.Pin is null ? null : passwords.Hash(command.Pin);
            return db.Transact(() => Set(command.UserId, pinHash, cancellationToken), cancellationToken);
        }

        private async Task<Done> Set(long userId, string? pinHash, CancellationToken cancellationToken)
        {
            await owners.TakeTurn(cancellationToken);
            var userName = await db.Find<string>("SELECT UserName FROM access.Users WHERE UserId = @userId", new { userId }, cancellationToken)
                ?? throw new NotFound("user", userId);

            // Who sets the PIN can approve as that user, so it takes power over all the user may do.
            var grants = await accounts.GrantsOf(userId, cancellationToken);
            await authority.RequireOverUser(grants, cancellationToken);

            await accounts.SetPin(userId, pinHash, exceptTokenHash: null, cancellationToken);
            await audit.Add("access.set-pin", $"user {userName}", Accounts.StoreOf(grants), old: null, now: new { hasPin = pinHash is not null }, cancellationToken);
            return Done.It;
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        internal sealed record Body(string? Pin);

        public void Map(IEndpointRouteBuilder routes) => routes
            .MapPut("/users/{userId:long}/pin", (long userId, Body body, IMediator mediator, CancellationToken cancel) => mediator.Send(new Command(userId, body.Pin), cancel))
            .RequirePermission(Authority.ManageUsers)
            .WithName(nameof(SetPin)).WithSummary("Give a user a PIN for the till, or take it away")
            .ProducesValidationProblem().ProducesProblem(404).ProducesProblem(422);
    }
}
