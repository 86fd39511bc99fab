using System.Data.Common;

namespace Store.Checkout.Reasons;

/// <summary>Adds a reason to choose from when something happens at a till, or changes it. A reason that is no longer wanted is switched off: records keep naming it.</summary>
internal static class SaveReasonCode
{
    /// <param name="Event">One of <see cref="ReasonEvents"/>.</param>
    /// <param name="Code">Short and lasting, such as damaged.</param>
    /// <param name="NameHans">In simplified Chinese.</param>
    /// <param name="NameHant">In traditional Chinese.</param>
    /// <param name="NameEn">In English.</param>
    /// <param name="SortOrder">Place in the list.</param>
    /// <param name="Active">Whether it is offered.</param>
    /// <param name="Version">As it was read; null for a new one.</param>
    internal sealed record Command(string Event, string Code, string NameHans, string NameHant, string NameEn, int SortOrder, bool Active, long? Version) : ICommand<Result>;

    internal sealed record Result(long Version);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(command => command.Event).Must(name => ReasonEvents.All.Contains(name, StringComparer.Ordinal)).WithMessage("There is no such event.");
            RuleFor(command => command.Code).NotEmpty().MaximumLength(40).Matches("^[a-z0-9-]*$").WithMessage("A code has small letters, digits and hyphens.");
            RuleFor(command => command.NameHans).NotEmpty().MaximumLength(60);
            RuleFor(command => command.NameHant).NotEmpty().MaximumLength(60);
            RuleFor(command => command.NameEn).NotEmpty().MaximumLength(60);
            RuleFor(command => command.SortOrder).InclusiveBetween(0, 10_000);
        }
    }

    internal sealed class Handler(Db db, Ids ids, AuditLog audit) : IRequestHandler<Command, Result>
    {
        public async Task<Result> Handle(Command command, CancellationToken cancellationToken)
        {
            var old = await db.Find<Stored>("""
                SELECT NameHans, NameHant, NameEn, SortOrder, Active, Version FROM checkout.ReasonCodes WHERE Event = @Event AND Code = @Code
                """, command, cancellationToken);
            var row = new
            {
                ReasonCodeId = ids.Next(), command.Event, command.Code, command.NameHans, command.NameHant, command.NameEn, command.SortOrder, command.Active, NewVersion = ids.Next(),
                OldVersion = command.Version ?? 0,
            };
            if (old is null && command.Version is null)
                await Add(row, cancellationToken);
            else if (await Change(row, cancellationToken) == 0)
                throw new Conflict("reason.stale", "Someone else has changed this reason; read it again.");

            await audit.Add("checkout.manage-reasons", $"reason {command.Event}/{command.Code}", storeId: 0, old, new
            {
                command.NameHans, command.NameHant, command.NameEn, command.SortOrder, command.Active,
            }, cancellationToken);
            return new Result(row.NewVersion);
        }

        private async Task Add(object row, CancellationToken cancellationToken)
        {
            try
            {
                await db.Execute("""
                    INSERT INTO checkout.ReasonCodes (ReasonCodeId, Event, Code, NameHans, NameHant, NameEn, SortOrder, Active, Version)
                    VALUES (@ReasonCodeId, @Event, @Code, @NameHans, @NameHant, @NameEn, @SortOrder, @Active, @NewVersion)
                    """, row, cancellationToken);
            }
            catch (DbException refused) when (db.IsDuplicate(refused))
            {
                throw new Conflict("reason.stale", "Someone else has just added this reason; read it again.");
            }
        }

        private Task<int> Change(object row, CancellationToken cancellationToken) => db.Execute("""
            UPDATE checkout.ReasonCodes
            SET    NameHans = @NameHans, NameHant = @NameHant, NameEn = @NameEn, SortOrder = @SortOrder, Active = @Active, Version = @NewVersion
            WHERE  Event = @Event AND Code = @Code AND Version = @OldVersion
            """, row, cancellationToken);

        private sealed record Stored(string NameHans, string NameHant, string NameEn, int SortOrder, bool Active, long Version);
    }

    internal sealed class Endpoint : IEndpoint
    {
        internal sealed record Body(string NameHans, string NameHant, string NameEn, int SortOrder, bool Active, long? Version);

        public void Map(IEndpointRouteBuilder routes) => routes
            .MapPut("/reason-codes/{happening}/{code}", (string happening, string code, Body body, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Command(happening, code, body.NameHans, body.NameHant, body.NameEn, body.SortOrder, body.Active, body.Version), cancel))
            .RequirePermission("checkout.manage-reasons")
            .WithName(nameof(SaveReasonCode)).WithSummary("Add or change a reason to choose from")
            .ProducesValidationProblem().ProducesProblem(409);
    }
}
