using Store.Catalog.Prices;

namespace Store.Catalog.TaxCodes;

/// <summary>Changes a tax code's name or rate. A new rate holds from the next sale on; stored sales keep their figures.</summary>
internal static class ChangeTaxCode
{
    internal sealed record Command(long TaxCodeId, string Name, TaxRate Rate, int Version) : ICommand<Result>;

    internal sealed record Result(long TaxCodeId, int Version);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(command => command.Name).NotEmpty().MaximumLength(100).IsPlainText();
    }

    internal sealed class Handler(Db db, AuditLog audit) : IRequestHandler<Command, Result>
    {
        private const string WithoutTax = "NONE";

        public async Task<Result> Handle(Command command, CancellationToken cancellationToken)
        {
            var old = await db.Find<Old>("SELECT Code, Name, RatePpm FROM catalog.TaxCodes WHERE TaxCodeId = @TaxCodeId", command, cancellationToken)
                ?? throw new NotFound("tax_code", command.TaxCodeId);
            if (old.Code == WithoutTax && command.Rate != old.Rate)
                throw new RuleBroken("tax_code.fixed", $"The tax code {WithoutTax} stays at 0 %.");

            var updated = await db.Execute("""
                UPDATE catalog.TaxCodes
                SET    Name = @Name, RatePpm = @Rate, Version = Version + 1
                WHERE  TaxCodeId = @TaxCodeId AND Version = @Version
                """, command, cancellationToken);
            if (updated == 0)
                throw new Conflict("tax_code.stale", $"Someone else has changed the tax code {old.Code}; read it again.");

            await audit.Add("catalog.manage-products", $"tax code {old.Code}", PriceRow.WholeChain, old, new { command.Name, command.Rate }, cancellationToken);
            return new Result(command.TaxCodeId, command.Version + 1);
        }

        private sealed record Old(string Code, string Name, TaxRate Rate);
    }

    internal sealed class Endpoint : IEndpoint
    {
        internal sealed record Body(string Name, TaxRate Rate, int Version);

        public void Map(IEndpointRouteBuilder routes) => routes
            .MapPut("/tax-codes/{taxCodeId:long}", (long taxCodeId, Body body, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Command(taxCodeId, body.Name, body.Rate, body.Version), cancel))
            .RequirePermission("catalog.manage-products")
            .WithName(nameof(ChangeTaxCode)).WithSummary("Change a tax code's name or rate")
            .ProducesValidationProblem().ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);
    }
}
